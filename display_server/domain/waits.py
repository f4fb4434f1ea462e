"""How long somebody waited: one definition for the officer's panel, a ticket's history and the statistics. Pure."""

from datetime import datetime, timedelta


def waited(queued_at: datetime, called_at: datetime | None) -> timedelta | None:
    """From when a stop was queued for to its last call, until which the visitor was still awaited. None before."""
    return called_at - queued_at if called_at else None
