"""Whether something is recent. Pure."""

from datetime import datetime, timedelta


def is_within(span: timedelta, of: datetime, now: datetime) -> bool:
    """Whether the moment lies at most this long ago. One still to come does not: a clock was ahead then."""
    return timedelta() <= now - of <= span
