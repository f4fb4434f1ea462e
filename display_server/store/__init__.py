"""SQLAlchemy lives here, and rows never leave: other rooms see the domain's values."""
