"""What kiosks tell of slips and of themselves: kept with the ticket, in the journal, and on the manager's page."""

from datetime import timedelta

import pytest

from display_server import views
from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_token, principal_of_token
from display_server.domain.device import Condition, Health
from display_server.domain.events import DeviceChanged, HelpWanted, PaperReported, TicketCancelled
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotAllowed
from display_server.domain.rules import Rules
from display_server.domain.ticket import Paper, State, Ticket
from display_server.store.accounts import Accounts
from display_server.store.checkup import findings
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.store.journal import from_row
from display_server.use_cases import counter, day
from display_server.use_cases.devices import Slip, call_staff, hear, note_slips, where_else
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, do, words

WELL = Health(Condition.WELL, not_handed_in=0, version="0.1.0", screen="Welcome", tickets_left=412)


def with_rules(rules: Rules) -> HallPlan:
    plan = a_hall_plan()
    return HallPlan(**{name: getattr(plan, name) for name in plan.__dataclass_fields__} | {"rules": rules})


def a_ticket(hall: Hall) -> Ticket:
    return do(hall, issue_ticket, TicketRequest("land"), None)


def told(hall: Hall, ticket: Ticket, *papers: Paper) -> list[str]:
    with hall.reading() as reading:
        now = reading.now
    return do(hall, note_slips, [Slip(ticket.token, paper, now) for paper in papers])


def stored(hall: Hall, ticket: Ticket) -> Ticket:
    with hall.reading() as reading:
        return reading.tickets.with_id(ticket.id)


def assert_sound(database: str) -> None:
    engine = connect(database)
    assert findings(engine) == []
    engine.dispose()


def events_of(hall: Hall, ticket: Ticket) -> list[object]:
    with hall.reading() as reading:
        return [event for _, event in reading.journal.recorded_events(ticket.id)]


def test_what_became_of_a_slip_stays_with_the_ticket_and_in_its_story(hall: Hall, database: str) -> None:
    ticket = a_ticket(hall)

    assert told(hall, ticket, Paper.PRINTING, Paper.PRINTED) == []

    assert stored(hall, ticket).paper is Paper.PRINTED
    assert [event.paper for event in events_of(hall, ticket) if isinstance(event, PaperReported)] == [
        Paper.PRINTING,
        Paper.PRINTED,
    ]
    with hall.reading() as reading:
        history = views.manager.history(reading, ticket.id, "http://hall")
    assert history.ticket.paper is Paper.PRINTED
    assert [entry.facts.get("paper") for entry in history.events] == [None, "printing", "printed"]
    assert_sound(database)


def test_telling_it_again_changes_nothing(hall: Hall) -> None:
    ticket = a_ticket(hall)
    told(hall, ticket, Paper.PRINTED)
    before = len(events_of(hall, ticket))

    told(hall, ticket, Paper.PRINTED)

    assert len(events_of(hall, ticket)) == before


def test_telling_a_whole_story_again_changes_nothing(hall: Hall, clock: MovedClock) -> None:
    """The answer was lost on the way, and meanwhile the slip has hung out for too long."""
    ticket = a_ticket(hall)
    story = [Slip(ticket.token, paper, clock.now) for paper in (Paper.PRINTING, Paper.PRINTED)]
    do(hall, note_slips, story)
    do(hall, note_slips, [Slip(ticket.token, Paper.NOT_COLLECTED, clock.now)])
    before = len(events_of(hall, ticket))

    assert do(hall, note_slips, story) == []

    assert stored(hall, ticket).paper is Paper.NOT_COLLECTED
    assert len(events_of(hall, ticket)) == before


def test_a_slip_that_is_printed_once_more_is_news(hall: Hall, clock: MovedClock) -> None:
    ticket = a_ticket(hall)
    for _ in range(2):
        do(hall, note_slips, [Slip(ticket.token, paper, clock.now) for paper in (Paper.PRINTING, Paper.PRINTED)])
        clock.advance(minutes=1)

    assert len([event for event in events_of(hall, ticket) if isinstance(event, PaperReported)]) == 4


def test_a_ticket_that_is_not_handed_in_yet_is_named_so_that_it_is_told_again(hall: Hall) -> None:
    with hall.reading() as reading:
        slip = Slip("a-token-of-nobody", Paper.PRINTED, reading.now)

    assert do(hall, note_slips, [slip]) == ["a-token-of-nobody"]


@pytest.mark.parametrize(("wants_it", "state"), [(True, State.CANCELLED), (False, State.WAITING)])
def test_a_slip_that_nobody_took_gives_the_place_up_where_the_hall_wants_that(
    halls: Halls, wants_it: bool, state: State
) -> None:
    halls.load(with_rules(Rules(cancel_uncollected=wants_it)), actor="test")
    hall = halls["hall"]
    ticket = a_ticket(hall)

    told(hall, ticket, Paper.PRINTED, Paper.NOT_COLLECTED)

    assert (stored(hall, ticket).paper, stored(hall, ticket).state) == (Paper.NOT_COLLECTED, state)
    assert any(isinstance(event, TicketCancelled) for event in events_of(hall, ticket)) is wants_it
    with hall.reading() as reading:
        assert views.manager.hall_now(reading).not_collected == 1


def test_who_was_called_meanwhile_is_not_cancelled(halls: Halls) -> None:
    halls.load(with_rules(Rules(cancel_uncollected=True)), actor="test")
    hall = halls["hall"]
    ticket = a_ticket(hall)
    do(hall, counter.open_counter, 1, "lan")
    do(hall, counter.call_next, 1)

    told(hall, ticket, Paper.NOT_COLLECTED)

    assert stored(hall, ticket).state is State.CALLED


def test_news_of_the_slip_does_not_keep_an_officer_from_undoing(hall: Hall, database: str) -> None:
    ticket = a_ticket(hall)
    do(hall, counter.open_counter, 1, "lan")
    do(hall, counter.call_next, 1)
    told(hall, ticket, Paper.PRINTED)

    do(hall, undo, 1)

    assert (stored(hall, ticket).state, stored(hall, ticket).paper) == (State.WAITING, Paper.PRINTED)
    assert_sound(database)


# --- devices ---


@pytest.fixture
def kiosks(database: str, hall: Hall, clock: MovedClock) -> dict[str, int]:
    """The ids of three kiosks' tokens, by their names."""
    engine = connect(database)
    accounts = Accounts(engine)
    ids: dict[str, int] = {}
    for name in ("Kiosk 1", "Kiosk 2", "Kiosk 3"):
        token = create_token(accounts, clock, Principal(Role.KIOSK, name, hall.slug))
        ids[name] = principal_of_token(accounts, token).device or 0
    engine.dispose()
    return ids


def tells(hall: Hall, kiosks: dict[str, int], name: str, condition: Condition = Condition.WELL) -> None:
    health = Health(condition, not_handed_in=0, version="0.1.0", screen="Welcome", tickets_left=412)
    hear(hall, kiosks[name], name, health, f"kiosk: {name}")


def changes_told(hall: Hall) -> list[tuple[str, Condition]]:
    with hall.reading() as reading:
        events = [from_row(row) for row in reading.journal.since(0)]
    return [(event.device, event.condition) for event in events if isinstance(event, DeviceChanged)]


def test_a_kiosk_that_is_as_before_is_no_change_of_the_hall(
    hall: Hall, kiosks: dict[str, int], clock: MovedClock
) -> None:
    tells(hall, kiosks, "Kiosk 1")
    with hall.reading() as reading:
        seq = reading.seq
    clock.advance(seconds=15)

    tells(hall, kiosks, "Kiosk 1")

    with hall.reading() as reading:
        (device,) = reading.devices.all()
        assert reading.seq == seq
    assert (device.name, device.heard_at, device.health) == ("Kiosk 1", clock.now, WELL)


def test_each_change_of_its_condition_is_told_once(hall: Hall, kiosks: dict[str, int]) -> None:
    for condition in (Condition.WELL, Condition.OUT_OF_PAPER, Condition.OUT_OF_PAPER, Condition.WELL):
        tells(hall, kiosks, "Kiosk 1", condition)

    assert changes_told(hall) == [
        ("Kiosk 1", Condition.WELL),
        ("Kiosk 1", Condition.OUT_OF_PAPER),
        ("Kiosk 1", Condition.WELL),
    ]


def test_a_kiosk_that_falls_silent_is_lost_from_when_it_was_heard_last(
    hall: Hall, kiosks: dict[str, int], clock: MovedClock
) -> None:
    tells(hall, kiosks, "Kiosk 1")
    heard_at = clock.now
    clock.advance(seconds=44)
    day.do_what_is_due(hall)
    assert changes_told(hall) == [("Kiosk 1", Condition.WELL)]

    clock.advance(seconds=2)
    day.do_what_is_due(hall)
    day.do_what_is_due(hall)

    with hall.reading() as reading:
        (shown,) = views.manager.hall_now(reading).devices
    assert (shown.condition, shown.heard_at) == (Condition.LOST, heard_at)
    assert changes_told(hall)[1:] == [("Kiosk 1", Condition.LOST)]
    tells(hall, kiosks, "Kiosk 1")
    assert changes_told(hall)[2:] == [("Kiosk 1", Condition.WELL)]


def test_without_paper_the_next_kiosk_that_prints_is_named(
    halls: Halls, hall: Hall, kiosks: dict[str, int], clock: MovedClock
) -> None:
    plan = a_hall_plan()
    fields = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    halls.load(HallPlan(**fields | {"kiosks": {"Kiosk 3": words("cửa B")}}), actor="test")

    def named() -> str | None:
        with hall.reading() as reading:
            device = where_else(reading, kiosks["Kiosk 1"])
            return device.name if device else None

    tells(hall, kiosks, "Kiosk 1", Condition.OUT_OF_PAPER)
    assert named() is None
    tells(hall, kiosks, "Kiosk 2")
    assert named() == "Kiosk 2"
    tells(hall, kiosks, "Kiosk 3", Condition.PAPER_NEAR_END)
    assert named() == "Kiosk 3"
    with hall.reading() as reading:
        advice = views.kiosk.kiosk_advice(reading, kiosks["Kiosk 1"])
    assert advice.elsewhere is not None
    assert advice.elsewhere.place == words("cửa B")

    clock.advance(minutes=1)
    assert named() is None


def test_a_kiosk_that_speaks_is_not_lost_while_the_halls_time_stands_still(
    hall: Hall, kiosks: dict[str, int], clock: MovedClock
) -> None:
    tells(hall, kiosks, "Kiosk 1")
    clock.advance(hours=-2)  # it was ahead, and is put right while visits go on

    for _ in range(4):
        tells(hall, kiosks, "Kiosk 1")
        day.do_what_is_due(hall)
        clock.advance(seconds=15)

    assert changes_told(hall) == [("Kiosk 1", Condition.WELL)]


def test_staff_who_are_called_see_it_beside_the_kiosk_for_ten_minutes(
    hall: Hall, kiosks: dict[str, int], clock: MovedClock
) -> None:
    tells(hall, kiosks, "Kiosk 1")
    tells(hall, kiosks, "Kiosk 2")

    do(hall, call_staff, kiosks["Kiosk 1"], "Kiosk 1")

    with hall.reading() as reading:
        called, other = views.manager.hall_now(reading).devices
        events = [from_row(row) for row in reading.journal.since(0)]
    assert (called.help_wanted_at, called.help_until) == (clock.now, clock.now + timedelta(minutes=10))
    assert (other.help_wanted_at, other.help_until) == (None, None)
    assert [event for event in events if isinstance(event, HelpWanted)] == [HelpWanted(at=clock.now, device="Kiosk 1")]


def test_who_calls_staff_again_counts_from_then(hall: Hall, kiosks: dict[str, int], clock: MovedClock) -> None:
    tells(hall, kiosks, "Kiosk 1")
    do(hall, call_staff, kiosks["Kiosk 1"], "Kiosk 1")
    clock.advance(minutes=4)
    tells(hall, kiosks, "Kiosk 1", Condition.OUT_OF_PAPER)

    do(hall, call_staff, kiosks["Kiosk 1"], "Kiosk 1")

    with hall.reading() as reading:
        (device,) = reading.devices.all()
    assert device.help_wanted_at == clock.now


def test_a_kiosk_that_no_page_shows_calls_nobody(hall: Hall, kiosks: dict[str, int]) -> None:
    with pytest.raises(NotAllowed):
        do(hall, call_staff, kiosks["Kiosk 1"], "Kiosk 1")
