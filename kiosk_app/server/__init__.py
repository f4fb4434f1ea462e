"""The way to the hall's server."""
