"""A phone's page tells its holder a wait: noted where that is not what they were told before."""

import logging
from datetime import datetime

from display_server.domain.estimate import call_between
from display_server.domain.promise import Promise
from display_server.domain.refusals import Refused
from display_server.domain.ticket import State, Ticket
from display_server.store.hall import Hall
from display_server.store.reading import Reading

log = logging.getLogger(__name__)


def told_on_phone(reading: Reading, ticket: Ticket) -> Promise | None:
    """What the page says now, where its times of day are not those that were told last."""
    told = reading.estimates.told(ticket) if ticket.state is State.WAITING else None
    now = reading.estimates.promise(ticket) if told is not None else None
    if told is None or now is None:
        return None
    last = reading.promises.last_on_phone(ticket.id)
    at, low, high = (last[0], last[1].low, last[1].high) if last else (told.at, told.estimate.low, told.estimate.high)
    before = call_between((low, high), at, None)
    return now if call_between((now.low, now.high), reading.now, None) != before else None


def note(hall: Hall, ticket: Ticket, at: datetime, promise: Promise) -> None:
    """A page is shown though the database cannot take a note of it."""
    try:
        hall.note_on_phone(ticket.id, at, promise)
    except Refused as refusal:
        log.warning("hall %s: what a phone was told is not noted: %s", hall.slug, refusal)
