"""Issuing numbers: the server's, or leased ones from the kiosk's own store."""
