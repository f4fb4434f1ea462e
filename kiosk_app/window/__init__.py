"""The kiosk's window: Kivy, and nothing that decides."""
