"""The officer's panel and the rating tablet beside it: pages that the server mounts."""

from counter_panel.routes import blueprint

__all__ = ["blueprint"]
