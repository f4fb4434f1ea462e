"""Changes as people write them at a command line, such as `khdt,bqlkcn@09:00-11:00`. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import time

from display_server.domain.refusals import NotValid
from display_server.planning.changes import (
    Change,
    HeadStart,
    HelpAfter,
    Hours,
    MoreCounters,
    NoShowAfter,
    OpenAt,
    Shared,
    WithoutCounter,
)

_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")
MOST_MINUTES = 240


def read_change(kind: str, text: str) -> Change:
    """`kind` is one of `KINDS`. Raises NotValid, which names the mend."""
    return KINDS[kind](text.strip())


def _head_start(text: str) -> Change:
    priority_class, _, minutes = text.partition("=")
    return HeadStart(priority_class, _minutes("head_start", minutes, "elderly=10"))


def _shared(text: str) -> Change:
    departments, _, hours = text.partition("@")
    return Shared(tuple(departments.split(",")), _hours(hours) if hours else None)


def _more_counters(text: str) -> Change:
    like, _, hours = text.partition("@")
    return MoreCounters(_counter("more_counters", like), _hours(hours) if hours else None)


def _without_counter(text: str) -> Change:
    return WithoutCounter(_counter("without_counter", text))


def _open_at(text: str) -> Change:
    return OpenAt(tuple(map(_hours, text.split(","))))


def _no_show_after(text: str) -> Change:
    return NoShowAfter(_minutes("no_show_after", text, "3"))


def _help_after(text: str) -> Change:
    return HelpAfter(_minutes("help_after", text, "15"))


KINDS: Mapping[str, Callable[[str], Change]] = {
    "head_start": _head_start,
    "shared": _shared,
    "more_counters": _more_counters,
    "without_counter": _without_counter,
    "open_at": _open_at,
    "no_show_after": _no_show_after,
    "help_after": _help_after,
}


def read_changes(written: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """Of each kind and text, in order."""
    return tuple(read_change(kind, text) for kind, text in written)


def _hours(text: str) -> Hours:
    found = _HOURS.fullmatch(text.strip())
    if not found:
        raise NotValid("hours", "%(text)s are no hours. Write them as 09:00-11:00.", text=text or "-")
    first, second, third, fourth = map(int, found.groups())
    start, end = time(first, second), time(third, fourth)
    if end <= start:
        raise NotValid("hours", "%(text)s end before they begin. Write them as 09:00-11:00.", text=text)
    return start, end


def _minutes(field: str, text: str, example: str) -> int:
    if not text.isdecimal() or int(text) > MOST_MINUTES:
        raise NotValid(
            field, "Write whole minutes from 0 to %(most)s, as %(example)s.", most=MOST_MINUTES, example=example
        )
    return int(text)


def _counter(field: str, text: str) -> int:
    if not text.isdecimal():
        raise NotValid(field, "Write the number of a counter, as 12 or 12@09:00-11:00.")
    return int(text)
