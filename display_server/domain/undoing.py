"""Which deeds an officer may take back, and until when. Pure; what taking back leads to is `story.replayed`."""

from datetime import datetime

from display_server.domain.events import (
    LatecomerReturned,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    StopsChanged,
    TicketCalled,
    TicketParked,
    TicketRecalled,
    TicketReturned,
    TicketTransferred,
)
from display_server.domain.rules import Rules
from display_server.domain.story import Deed

Undoable = (
    *(TicketCalled, TicketRecalled, ServiceStarted, ServiceFinished, NoShowMarked),
    *(TicketTransferred, TicketParked, TicketReturned, LatecomerReturned, StopsChanged),
)


def is_an_officers(deed: Deed) -> bool:
    """Whether an officer did it, to a ticket. What the clock did is not for one to take back: the ticket may be of a
    day that is over."""
    match deed.event:
        case NoShowMarked():
            return not deed.event.silent
        case ServiceFinished():
            return not deed.event.forgotten
        case _:
            return isinstance(deed.event, Undoable)


def undo_until(last: Deed | None, rules: Rules) -> datetime | None:
    """Until when a counter's last deed can be taken back, as far as the counter knows; None where it never can.

    Somebody else may have gone on with the ticket since: that is told to whoever tries.
    """
    return last.event.at + rules.undo_within if last is not None and is_an_officers(last) else None
