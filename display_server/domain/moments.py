"""Whether something is recent. Pure."""

from datetime import datetime, timedelta


def is_within(span: timedelta, of: datetime, now: datetime) -> bool:
    """Whether the moment was so long ago at most. One that is not yet is not: a clock was ahead then, and put right."""
    return timedelta() <= now - of <= span
