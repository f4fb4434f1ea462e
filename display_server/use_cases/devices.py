"""What a kiosk tells of itself and of its slips: noted, and answered with where else there is paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from display_server.domain.device import Condition, Device, Health, other_kiosk
from display_server.domain.events import DeviceChanged, HelpWanted, PaperReported
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import Paper, State, Ticket
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.store.reading import Reading
from display_server.use_cases.giving_up import give_up


@dataclass(frozen=True, slots=True)
class Slip:
    """What became of one ticket's paper, by the kiosk's clock."""

    token: str
    paper: Paper
    at: datetime


def hear(hall: Hall, device: int, name: str, health: Health, actor: str) -> None:
    """Notes how a kiosk is. Only another condition than before is a change of the hall."""
    if hall.heard_from(device, health):
        return
    with hall.change(actor) as change:
        was = next((each.condition for each in change.devices.all() if each.id == device), None)
        change.save_device(device, health)
        change.record(DeviceChanged(at=change.now, device=name, condition=health.condition, was=was))


def call_staff(change: Change, device: int, name: str) -> None:
    """Somebody before the kiosk asks for staff: every manager's page shows it, until it is told again or too old.

    Raises NotAllowed where nothing was ever heard of this kiosk: then no page has a line for it, and nobody would come.
    """
    if not change.note_help_wanted(device):
        raise NotAllowed("Nothing was heard of this kiosk yet: nobody would see that it calls.")
    change.record(HelpWanted(at=change.now, device=name))


def where_else(reading: Reading, asking: int) -> Device | None:
    """The kiosk that has paper for whoever stands before the one that asks."""
    return other_kiosk(reading.devices.all(), asking, reading.now, reading.plan.kiosks)


def silent_devices(reading: Reading) -> list[Device]:
    """The kiosks of which nothing was heard for too long, and nobody knows it yet."""
    return [
        each for each in reading.devices.all() if each.condition is not Condition.LOST and each.is_silent(reading.now)
    ]


def lose_silent(change: Change) -> None:
    for device in silent_devices(change):
        change.lose_device(device.id)
        change.record(DeviceChanged(at=change.now, device=device.name, condition=Condition.LOST, was=device.condition))


def note_slips(change: Change, slips: Iterable[Slip]) -> list[str]:
    """Notes what became of each slip, once or again; the tokens of tickets that this hall does not know.

    A slip that nobody took gives the place up, where the hall wants that and the number was not called meanwhile.
    """
    return [slip.token for slip in slips if not _note(change, slip)]


def _note(change: Change, slip: Slip) -> bool:
    ticket = change.tickets.holding(slip.token)
    if ticket is None:
        return False
    if ticket.paper is slip.paper or _is_known(change, ticket, slip):
        return True
    ticket = change.save(ticket.with_paper(slip.paper))
    change.record(
        PaperReported(at=change.now, ticket=ticket.id, service=ticket.service, paper=slip.paper, told_at=slip.at)
    )
    gone = slip.paper is Paper.NOT_COLLECTED and ticket.state is State.WAITING
    if gone and change.plan.rules.cancel_uncollected:
        give_up(change, ticket)
    return True


def _is_known(change: Change, ticket: Ticket, slip: Slip) -> bool:
    """Whether this very news came before: a kiosk that got no answer tells all of it again."""
    told = (event for _, event in change.journal.recorded_events(ticket.id))
    return any(isinstance(each, PaperReported) and (each.paper, each.told_at) == (slip.paper, slip.at) for each in told)
