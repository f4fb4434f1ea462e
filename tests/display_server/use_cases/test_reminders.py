"""Messages before the call: sent once, when few are ahead or at the call, and forgotten after."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from display_server.domain.dispatch import Position
from display_server.domain.events import TicketReminded
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.domain.reminder import BY_CONTACT, MessageState, Way
from display_server.domain.rules import Rules
from display_server.domain.ticket import Ticket
from display_server.live.reminding import Reminding
from display_server.messages.messenger import Message, NotSent
from display_server.store.backup import back_up
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, day, kiosk, reminders, route, visitor
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, do

RULES = Rules(messages=True, near_ahead=1)
LANS = "0912 345 678"
STORED = "+84912345678"


class Gateway:
    """Takes messages, or refuses them, as a test wants."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.asked = 0
        self.fault: NotSent | None = None

    def send(self, message: Message) -> None:
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        self.sent.append(message)


class Told:
    """A hall that sends messages, worked by hand."""

    def __init__(self, halls: Halls, clock: MovedClock) -> None:
        halls.load(replace(a_hall_plan(), rules=RULES), actor="test")
        self.hall: Hall = halls["hall"]
        self.halls, self.clock, self.gateway = halls, clock, Gateway()
        self.reminding = Reminding(halls.reminders, dict.fromkeys(Way, self.gateway), "http://hall")
        do(self.hall, counter.open_counter, 1, "Minh")

    def take(self) -> Ticket:
        return do(self.hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))

    def want(self, ticket: Ticket, to: str = LANS) -> None:
        with self.hall.reading() as reading:
            reminders.want_message(self.halls.reminders, reading, ticket.token, to, BY_CONTACT, "vi")

    def want_push(self, ticket: Ticket) -> None:
        with self.hall.reading() as reading:
            reminders.want_push(self.halls.reminders, reading, ticket.token, "{}", "en")

    def call_next(self) -> None:
        do(self.hall, counter.call_next, 1)

    def serve(self) -> None:
        self.call_next()
        do(self.hall, counter.start, 1)
        do(self.hall, counter.finish, 1, counter.Outcome())

    def look(self) -> None:
        self.reminding.send_due(self.hall)

    def state(self, ticket: Ticket) -> MessageState | None:
        with self.hall.reading() as reading:
            return reading.reminders.of(ticket.id).get(Way.PHONE)

    def unsent(self) -> int:
        with self.hall.reading() as reading:
            return reading.reminders.unsent()

    def reminded(self, ticket: Ticket) -> list[tuple[int, str]]:
        with self.hall.reading() as reading:
            story = [each.event for each in reading.journal.recorded_events(ticket.id)]
        return [(event.people_ahead, event.way) for event in story if isinstance(event, TicketReminded)]


@pytest.fixture
def told(halls: Halls, clock: MovedClock) -> Told:
    return Told(halls, clock)


@pytest.mark.both_databases
def test_a_message_goes_out_once_when_few_are_ahead(told: Told) -> None:
    told.take()
    told.take()
    ticket = told.take()
    told.want(ticket)
    told.look()
    assert told.gateway.sent == []

    told.serve()
    told.look()
    told.look()
    told.serve()
    told.look()

    (message,) = told.gateway.sent
    assert (message.to, message.text) == (STORED, "Số A003: còn 1 người trước ông/bà. Mời ông/bà đến gần quầy.")
    assert message.url == f"http://hall/t/{ticket.token}"
    assert told.reminded(ticket) == [(1, "phone")]
    assert told.state(ticket) is MessageState.SENT


def test_a_call_that_comes_first_is_told_instead(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    told.call_next()

    told.look()

    assert [message.text for message in told.gateway.sent] == ["Số A001: mời ông/bà đến quầy 1."]


def test_who_asked_for_more_time_is_not_called_near(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    with told.hall.change("visitor") as change:
        visitor.postpone(change, ticket.token, told.clock.now.replace(minute=15) - told.clock.now)

    told.look()

    assert told.gateway.sent == []


def test_a_gateway_that_is_away_is_asked_again_with_the_same_key_and_more_and_more_seldom(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    told.gateway.fault = NotSent("the gateway does not answer")
    asked = []
    for _ in range(60):
        told.look()
        asked.append(told.gateway.asked)
        told.clock.advance(seconds=5)

    assert asked[:4] == [1, 1, 1, 2], "after 15 s"
    assert asked[-1] == 4, "after 15, 45 and 135 s more"
    assert told.unsent() == 1

    told.gateway.fault = None
    told.clock.advance(minutes=5)
    told.look()
    assert [message.key for message in told.gateway.sent] == [f"motcua-hall-{ticket.id}-near"]
    assert told.unsent() == 0


def test_a_number_that_is_refused_for_good_is_given_up_erased_and_counted(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = told.take()
    told.want(ticket)
    told.gateway.fault = NotSent("the gateway answers 400", for_good=True)

    with caplog.at_level(logging.DEBUG):
        told.look()
        told.clock.advance(minutes=10)
        told.look()

    assert (told.gateway.asked, told.state(ticket), told.unsent()) == (1, MessageState.FAILED, 1)
    assert "the gateway answers 400" in caplog.text
    assert STORED not in caplog.text


def test_once_the_visit_goes_on_nothing_is_sent_any_more(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    told.gateway.fault = NotSent("away")
    told.look()
    told.serve()
    told.gateway.fault = None
    told.clock.advance(minutes=10)

    told.look()

    assert (told.gateway.sent, told.state(ticket)) == ([], MessageState.FAILED)


def test_a_ticket_has_one_address_the_last_and_it_can_be_taken_back(told: Told) -> None:
    told.take()
    told.take()
    ticket = told.take()
    told.want(ticket)
    told.want(ticket, "lan@example.vn")
    told.serve()
    told.look()
    assert [message.to for message in told.gateway.sent] == ["lan@example.vn"]

    other = told.take()
    told.want(other)
    with told.hall.reading() as reading:
        reminders.want_no_message(told.halls.reminders, reading, other.token)
    told.call_next()
    told.look()
    assert len(told.gateway.sent) == 1


def test_a_phone_is_pushed_to_when_few_are_ahead_and_once_more_at_the_call(told: Told) -> None:
    ticket = told.take()
    told.want_push(ticket)
    for _ in range(2):
        told.look()
    told.call_next()
    for _ in range(2):
        told.look()

    assert [message.text for message in told.gateway.sent] == [
        "Number A001: 0 ahead of you. Please come near the counters.",
        "Number A001: please go to counter 1.",
    ]
    assert len({message.key for message in told.gateway.sent}) == 2


def test_of_two_processes_one_sends(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    with told.hall.reading() as reading:
        (first,) = reminders.due(reading)
        (second,) = reminders.due(reading)

    assert told.halls.reminders.claim(first.reminder, told.clock.now)
    assert not told.halls.reminders.claim(second.reminder, told.clock.now)


def test_a_call_can_be_undone_though_its_message_is_out(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    told.call_next()
    told.look()

    with told.hall.change("Minh") as change:
        assert undo(change, 1).state == "waiting"
    assert told.reminded(ticket) == [(0, "phone")]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("12", "no phone number"),
        ("+0 912", "no phone number"),
        ("lan@", "no e-mail"),
        ("a@b.vn\nBcc: c@d.vn", "no e-mail"),
    ],
)
def test_what_is_no_address_is_refused_in_words(told: Told, typed: str, why: str) -> None:
    ticket = told.take()

    with pytest.raises(NotValid, match=why):
        told.want(ticket, typed)


def test_a_hall_that_sends_none_says_so_and_so_does_a_visit_that_is_over(told: Told) -> None:
    ticket = told.take()
    told.serve()
    with pytest.raises(NotAllowed, match="possible any more"):
        told.want(ticket)

    told.halls.load(replace(a_hall_plan(), rules=Rules()), actor="test")
    with pytest.raises(NotAllowed, match="sends no messages"):
        told.want(told.take())


def test_the_journal_does_not_know_where_to(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    told.look()

    with told.hall.reading() as reading:
        rows = reading.journal.rows_of(ticket.id)
    assert not any(STORED in str(row) for row in rows)


class OnDisk:
    def __init__(self, folder: Path, clock: MovedClock) -> None:
        self.folder = folder
        self.engine = open_database(f"sqlite:///{folder / 'motcua.db'}")
        self.told = Told(Halls(self.engine, clock), clock)

    def holds(self) -> list[str]:
        """In which files the number can be found by its bytes."""
        return [file.name for file in sorted(self.folder.iterdir()) if STORED.encode() in file.read_bytes()]


@pytest.fixture
def disk(tmp_path: Path, clock: MovedClock) -> Iterator[OnDisk]:
    disk = OnDisk(tmp_path, clock)
    yield disk
    disk.engine.dispose()


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "never sent"])
def test_with_the_day_the_number_is_gone_from_every_byte_on_the_disk(disk: OnDisk, *, sent: bool) -> None:
    day.do_what_is_due(disk.told.hall)
    ticket = disk.told.take()
    disk.told.want(ticket)
    if sent:
        disk.told.look()
    assert disk.holds() != []

    disk.told.clock.advance(hours=48)
    day.do_what_is_due(disk.told.hall)

    assert disk.holds() == []


def test_a_backup_holds_no_number(disk: OnDisk, tmp_path_factory: pytest.TempPathFactory) -> None:
    disk.told.want(disk.told.take())
    copy = tmp_path_factory.mktemp("copy") / "copy.db"

    back_up(f"sqlite:///{disk.folder / 'motcua.db'}", copy)

    assert STORED.encode() not in copy.read_bytes()


def test_a_link_dies_at_the_end_of_the_next_day(told: Told) -> None:
    ticket = told.take()
    told.clock.advance(hours=39)  # Tuesday, 23:00

    def look() -> str:
        with told.hall.reading() as reading:
            return reading.tickets.with_token(ticket.token).number

    assert look() == "A001"
    told.clock.advance(hours=2)
    with pytest.raises(NotFound, match="of an earlier day"):
        look()


def test_who_was_sent_on_is_not_told_twice(told: Told) -> None:
    ticket = told.take()
    told.want(ticket)
    told.call_next()
    told.look()
    with told.hall.change("Minh") as change:
        route.return_to_queue(change, 1, Position.FRONT)

    told.look()

    assert len(told.gateway.sent) == 1
