"""The journal's events as rows and back. Knows every kind of event by its class name."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Row

from display_server.domain.events import (
    CounterEvent,
    CounterHelpEvent,
    Event,
    GivenEvent,
    HallEvent,
    LeaseEvent,
    OfficerCallEvent,
    TicketEvent,
    Undo,
)
from display_server.domain.promise import Promise
from display_server.domain.story import Deed, RecordedEvent

AnyRow = Row[*tuple[Any, ...]]
"""A row of any columns."""

_DEEDS: tuple[type[TicketEvent | CounterEvent], ...] = (*get_args(TicketEvent), *get_args(CounterEvent))
KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in (*_DEEDS, *get_args(LeaseEvent), *get_args(HallEvent))}
DONE_BY_OTHERS = (
    *(kind.__name__ for kind in _DEEDS if kind.undo is Undo.LOOKS_PAST),
    *(kind.__name__ for kind in get_args(CounterHelpEvent | OfficerCallEvent | GivenEvent)),
)
"""No deeds of an officer that could be undone, though they may name a counter: a visitor rated, or need no longer wait
for it alone; help was asked for."""
_FACTS = {name: tuple(each.name for each in fields(kind)) for name, kind in KINDS.items()}
_ADAPTERS: dict[str, TypeAdapter[Event]] = {name: TypeAdapter(kind) for name, kind in KINDS.items()}
COLUMNS = {"at": "at", "ticket": "ticket_id", "counter": "counter", "service": "service"}
"""The facts that have a column of their own, to be asked for by index."""


def to_row(event: Event) -> dict[str, Any]:
    """The event's columns, without its place in the journal."""
    kind = type(event).__name__
    facts = {name: getattr(event, name) for name in _FACTS[kind]}
    columns = {column: facts.pop(name, None) for name, column in COLUMNS.items()}
    return {**columns, "event": kind, "facts": {name: _plain(value) for name, value in facts.items()}}


class Unreadable(Exception):
    """A row that no event of this version could have written."""

    def __init__(self, row: AnyRow) -> None:
        super().__init__(f"hall {row.hall_id}, change {row.seq}: this version does not know such a {row.event}")


def from_row(row: AnyRow) -> Event:
    """The event that `to_row` wrote. Raises Unreadable."""
    try:
        facts = {name: getattr(row, column) for name, column in COLUMNS.items() if name in _FACTS[row.event]}
        return _ADAPTERS[row.event].validate_python(facts | row.facts)
    except (KeyError, ValidationError) as error:
        raise Unreadable(row) from error


def deed_from_row(row: AnyRow) -> Deed:
    """A row that names a counter. Raises Unreadable."""
    event = from_row(row)
    if not isinstance(event, TicketEvent | CounterEvent):
        raise Unreadable(row)
    return Deed(row.seq, event)


def recorded_event_from_row(row: AnyRow) -> RecordedEvent:
    """A row of a ticket's story, of which `to_row` wrote all but the `seq`. Raises Unreadable."""
    event = from_row(row)
    if not isinstance(event, TicketEvent):
        raise Unreadable(row)
    return RecordedEvent(row.seq, event)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Promise):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return list(value) if isinstance(value, tuple) else value
