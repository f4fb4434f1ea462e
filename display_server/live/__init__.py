"""Views of the hall, pushed after each commit to every screen that watches."""
