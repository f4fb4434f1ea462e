"""The pages for people: every screen's address, the hall display, the citizen's phone, the manager, sign-in."""

from display_server.pages.routes import blueprint, not_found

__all__ = ["blueprint", "not_found"]
