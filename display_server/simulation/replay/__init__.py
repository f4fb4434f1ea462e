"""Plays a real day of another office in a running hall, through the public API only, and accounts for every ticket."""
