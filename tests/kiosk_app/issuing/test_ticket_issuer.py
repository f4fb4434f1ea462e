"""With the server or without it: one number for each citizen, no number twice, none lost, whatever fails when."""

import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from display_server.contract import Paper, Ticket
from kiosk_app.flow.values import ClockAnswer
from kiosk_app.issuing.hall_clock import HallClock
from kiosk_app.issuing.number_stock import TICKETS_HELD, NumberStock
from kiosk_app.issuing.ticket_issuer import ANSWER_SECONDS, TicketIssuer
from kiosk_app.server.client import HallServer, Issued, Silent, Unreachable
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore
from tests.kiosk_app.a_hall import HALL_ZONE, NOON, the_catalogue
from tests.kiosk_app.a_line import MIDNIGHT, PREFIX, REQUEST, TOMORROWS_FIRST, Hall, LineTo, Weather
from tests.kiosk_app.failing_book import takes_nothing
from tests.kiosk_app.hall_stand_in import TOKEN, Mood, a_hall_stands_in


def local(at: datetime) -> str:
    """As an officer in the hall types it."""
    return f"{at.astimezone(HALL_ZONE):%d%m%Y%H%M}"


class AKiosk:
    """A number desk on a book on disk, with a clock that is moved."""

    def __init__(self, hall: Hall, book: Path) -> None:
        self.hall, self.book = hall, book
        self.line = LineTo(hall)
        self.wall, self.ticks = hall.now, 0.0
        self.starts, self.boots, self.has_battery = 0, 1, True
        self.start()

    def start(self) -> None:
        self.starts += 1
        self.store = KioskStore(self.book)
        clock = HallClock(
            self.store,
            wall=lambda: self.wall,
            ticks=lambda: self.ticks,
            boot=lambda: f"boot {self.boots}",
            ran_while_off=lambda: self.has_battery,
        )
        self.issuer = TicketIssuer(self.line, self.store, f"run{self.starts}-", clock)

    def restart(self) -> None:
        self.issuer.close()
        self.store.close()
        self.start()

    def reboot(self) -> None:
        self.boots, self.ticks = self.boots + 1, 0.0
        self.restart()

    def connect(self) -> None:
        self.line.weather = Weather.FINE
        self.issuer.catalogue()
        self.issuer.catch_up()

    def connect_as_far_as_the_book_allows(self) -> None:
        with suppress(StoreFails):
            self.connect()

    def notices(self, weather: Weather) -> None:
        self.line.weather = weather
        with suppress(Unreachable):
            self.issuer.catalogue()

    def takes(self, citizen: str) -> Issued:
        outcome = self.issuer.issue(REQUEST, f"run{self.starts}-{citizen}")
        assert isinstance(outcome, Issued)
        self.store.tickets.mark(outcome.ticket, Paper.PRINTED, self.hall.now)
        return outcome

    def wants_to_hold(self) -> Mapping[str, int]:
        return NumberStock(self.line, self.store).wanted(the_catalogue())

    def pass_time(self, **time: float) -> None:
        passed = timedelta(**time)
        self.hall.now, self.wall, self.ticks = (
            self.hall.now + passed,
            self.wall + passed,
            self.ticks + passed.total_seconds(),
        )

    def close(self) -> None:
        self.issuer.close()
        self.store.close()


def as_known(tickets: Iterable[Ticket]) -> list[tuple[str, str, datetime]]:
    """What the server hears of a ticket that a kiosk gave."""
    return [(ticket.number, ticket.token, ticket.issued_at) for ticket in tickets]


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[AKiosk]:
    kiosk = AKiosk(Hall(), tmp_path / "kiosk.db")
    kiosk.connect()
    yield kiosk
    kiosk.close()


def test_with_the_server_it_is_the_servers_number(kiosk: AKiosk) -> None:
    issued = kiosk.takes("1")

    assert not issued.offline
    assert issued.ticket in kiosk.hall.everyone


def test_without_the_server_the_next_leased_number_is_given_and_says_what_nobody_knows(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    first, second = kiosk.takes("1"), kiosk.takes("2")

    assert first.offline
    assert (first.ticket.number, second.ticket.number) == ("N001", "N002")
    assert (first.ticket.people_ahead, first.ticket.wait, first.ticket.quiet_time) == (None, None, None)
    assert first.ticket.follow_url == f"http://192.168.10.5:8000/t/{first.ticket.token}"
    assert first.ticket.zone_name["vi"] == "Khu 3: Sở, ngành"


def test_the_same_key_is_the_same_number_even_after_a_restart(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    before = kiosk.issuer.issue(REQUEST, "key")
    kiosk.restart()

    assert kiosk.issuer.issue(REQUEST, "key") == before


def test_a_book_that_cannot_be_written_costs_nobody_the_servers_number(kiosk: AKiosk) -> None:
    with takes_nothing(kiosk.book):
        kiosk.connect_as_far_as_the_book_allows()
        held = kiosk.takes("1")
        assert not kiosk.store.is_well()

        kiosk.notices(Weather.CUT)
        assert kiosk.issuer.issue(REQUEST, "run1-2") == Silent(arrived=False)
    kiosk.restart()
    kiosk.connect()

    assert list(kiosk.hall.waiting) == [held.ticket.token]
    assert kiosk.store.is_well()


def test_an_answer_that_the_book_did_not_take_is_never_taken_back(kiosk: AKiosk) -> None:
    """A full disk takes the short question and not the ticket."""
    with takes_nothing(kiosk.book, ("UPDATE",)):
        held = kiosk.takes("1").ticket
    kiosk.pass_time(minutes=11)
    kiosk.connect()
    kiosk.restart()
    kiosk.connect()

    assert list(kiosk.hall.waiting) == [held.token]


def test_a_book_that_failed_is_tried_again(kiosk: AKiosk) -> None:
    with takes_nothing(kiosk.book):
        with pytest.raises(StoreFails, match="disk is full"):
            kiosk.store.notes.set("name", "value")
        assert not kiosk.store.is_well()

    assert kiosk.store.is_well()


def test_everything_is_handed_in_in_the_order_of_issue_and_once(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    given = [kiosk.takes(str(place)).ticket for place in range(80)]
    kiosk.line.weather = Weather.DEAF
    with pytest.raises(Unreachable):
        kiosk.issuer.catch_up()
    kiosk.connect()
    kiosk.issuer.catch_up()

    assert as_known(kiosk.hall.everyone) == as_known(given)
    assert kiosk.store.outbox.count_to_hand_in() == 0


def test_a_lost_answer_leaves_the_citizen_with_one_number(kiosk: AKiosk) -> None:
    kiosk.line.weather = Weather.DEAF
    held = kiosk.takes("1").ticket
    kiosk.connect()

    assert list(kiosk.hall.waiting) == [held.token]


def test_a_ticket_that_a_killed_kiosk_asked_for_is_taken_back(kiosk: AKiosk) -> None:
    kiosk.store.tickets.ask("run0-1", REQUEST, kiosk.hall.now)
    kiosk.line.issue_at_once(REQUEST, "run0-1")
    kiosk.restart()
    kiosk.connect()

    assert kiosk.hall.waiting == {}


@pytest.mark.parametrize("restarted", [False, True])
def test_a_ticket_that_could_not_be_given_back_is_given_back_when_the_line_is_mended(
    kiosk: AKiosk, restarted: bool
) -> None:
    left = kiosk.takes("1").ticket
    kiosk.notices(Weather.CUT)
    kiosk.issuer.cancel(left)
    assert list(kiosk.hall.waiting) == [left.token]
    if restarted:
        kiosk.restart()
    kiosk.connect()

    assert kiosk.hall.waiting == {}
    assert kiosk.store.outbox.to_cancel() == ()


@pytest.mark.parametrize("weather", [Weather.FINE, Weather.CUT])
def test_a_ticket_that_a_killed_kiosk_never_printed_is_given_back(kiosk: AKiosk, weather: Weather) -> None:
    held = kiosk.takes("1").ticket
    on_screen = kiosk.issuer.issue(REQUEST, "run1-2")
    assert isinstance(on_screen, Issued)
    kiosk.store.tickets.mark_read(on_screen.ticket)
    kiosk.notices(weather)
    assert isinstance(kiosk.issuer.issue(REQUEST, "run1-3"), Issued)
    kiosk.connect()
    assert len(kiosk.hall.waiting) == 3

    kiosk.restart()
    kiosk.connect()

    assert list(kiosk.hall.waiting) == [held.token, on_screen.ticket.token]


def test_an_offline_ticket_that_nobody_holds_never_reaches_the_queue(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.issuer.cancel(kiosk.takes("1").ticket)
    held = kiosk.takes("2").ticket
    kiosk.connect()

    assert as_known(kiosk.hall.everyone) == as_known([held])


def test_what_the_server_gave_unheard_goes_back_with_the_number_that_replaced_it(kiosk: AKiosk) -> None:
    kiosk.line.weather = Weather.DEAF
    kiosk.issuer.cancel(kiosk.takes("1").ticket)
    kiosk.connect()

    assert kiosk.hall.waiting == {}


def test_a_kiosk_that_starts_without_the_server_goes_on_where_it_was(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.takes("1")
    kiosk.restart()

    assert kiosk.issuer.without_server() is not None
    assert kiosk.takes("1").ticket.number == "N002"


def test_eight_hours_and_two_thousand_tickets_of_the_hall(kiosk: AKiosk) -> None:
    assert sum(kiosk.wants_to_hold().values()) >= TICKETS_HELD
    for _ in range(6):
        kiosk.pass_time(hours=1)
        kiosk.connect()
    kiosk.notices(Weather.CUT)
    kiosk.pass_time(hours=8)

    assert kiosk.takes("1").offline


def test_of_the_busiest_service_there_are_numbers_for_everybody(kiosk: AKiosk) -> None:
    assert kiosk.wants_to_hold()["N"] == 120
    kiosk.takes("1")

    assert kiosk.wants_to_hold()["N"] == TICKETS_HELD
    assert kiosk.wants_to_hold()["A"] == 120


def test_a_server_that_comes_back_as_it_was_yesterday_is_asked_at_once_which_numbers_still_count(
    kiosk: AKiosk,
) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.hall.leases.clear()  # restored from a backup, it gives the same numbers to others
    kiosk.connect()
    renewed = {number for leases in kiosk.hall.leases.values() for lease in leases for number in lease.numbers}
    kiosk.notices(Weather.CUT)

    assert kiosk.takes("1").ticket.number in renewed


def test_no_number_is_given_after_its_lease(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.pass_time(days=2)

    assert kiosk.issuer.without_server() is None
    assert not isinstance(kiosk.issuer.issue(REQUEST, "key"), Issued)


def test_a_kiosk_that_is_cut_off_overnight_begins_the_day_with_that_days_numbers(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    evening = kiosk.takes("1").ticket
    kiosk.pass_time(hours=19)
    kiosk.restart()
    morning = kiosk.takes("1").ticket

    assert (evening.number, morning.number) == ("N001", "N9001")
    assert morning.issued_at == evening.issued_at + timedelta(hours=19)


def test_a_kiosk_switched_on_cut_off_on_another_day_gives_numbers_when_an_officer_has_told_the_day(
    kiosk: AKiosk,
) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.takes("1")
    kiosk.pass_time(hours=19, seconds=40)
    kiosk.reboot()
    assert not kiosk.issuer.knows_the_day
    assert kiosk.issuer.without_server() is None

    assert kiosk.issuer.set_by_officer(local(NOON + timedelta(hours=19))) is ClockAnswer.SET

    morning = kiosk.takes("2").ticket
    assert morning.number == "N9001"
    assert morning.issued_at == NOON + timedelta(hours=19, seconds=40)  # to the second, as the machine knows it
    kiosk.restart()
    assert kiosk.issuer.knows_the_day
    kiosk.reboot()
    assert kiosk.issuer.knows_the_day


def test_a_clock_that_is_a_day_ahead_after_a_reboot_gives_no_number_of_tomorrow(kiosk: AKiosk) -> None:
    """The machine's clock was set while it was off; its book holds tomorrow's numbers already."""
    kiosk.notices(Weather.CUT)
    kiosk.takes("1")
    kiosk.pass_time(hours=2)
    kiosk.wall += timedelta(days=1)
    kiosk.reboot()
    assert kiosk.issuer.without_server() is None
    assert not isinstance(kiosk.issuer.issue(REQUEST, "2"), Issued)
    today = NOON + timedelta(hours=2)

    assert kiosk.issuer.set_by_officer(local(today)) is ClockAnswer.ONCE_MORE
    assert kiosk.issuer.without_server() is None
    assert kiosk.issuer.set_by_officer(local(today)) is ClockAnswer.SET

    given = kiosk.takes("3").ticket
    assert (given.number, given.issued_at) == ("N002", today)


def test_a_clock_that_is_set_while_the_kiosk_runs_is_put_right_at_its_next_start(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.wall += timedelta(days=1)
    kiosk.pass_time(minutes=5)
    kiosk.notices(Weather.CUT)
    kiosk.reboot()

    assert kiosk.takes("1").ticket.issued_at == NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("310220260730", ClockAnswer.NO_SUCH_TIME),
        ("261120262560", ClockAnswer.NO_SUCH_TIME),
        (NOON - timedelta(days=1), ClockAnswer.TOO_EARLY),
        (NOON - timedelta(minutes=5), ClockAnswer.TOO_EARLY),
        (NOON + timedelta(hours=20), ClockAnswer.SET),
        (NOON + timedelta(days=2), ClockAnswer.ONCE_MORE),
    ],
)
def test_what_an_officer_types_is_looked_at(kiosk: AKiosk, typed: str | datetime, answer: ClockAnswer) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.pass_time(hours=19)
    kiosk.reboot()

    assert kiosk.issuer.set_by_officer(typed if isinstance(typed, str) else local(typed)) is answer
    assert kiosk.issuer.knows_the_day is (answer is ClockAnswer.SET)


def test_two_different_days_are_not_one_day_typed_twice(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.has_battery = False
    kiosk.wall = datetime(1970, 1, 1, tzinfo=UTC)
    kiosk.reboot()

    for days in (1, 2, 1):
        assert kiosk.issuer.set_by_officer(local(NOON + timedelta(days=days))) is ClockAnswer.ONCE_MORE
    assert kiosk.issuer.set_by_officer(local(NOON + timedelta(days=1))) is ClockAnswer.SET

    assert kiosk.takes("1").ticket.number == "N9001"


@pytest.mark.parametrize("stands_still_since", ["1970", "the evening"])
def test_an_empty_clock_battery_brings_no_number_of_yesterday_back(kiosk: AKiosk, stands_still_since: str) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.takes("1")
    kiosk.pass_time(hours=19)
    kiosk.has_battery = False
    kiosk.wall = datetime(1970, 1, 1, tzinfo=UTC) if stands_still_since == "1970" else NOON + timedelta(seconds=40)
    kiosk.reboot()
    assert kiosk.issuer.without_server() is None
    assert not isinstance(kiosk.issuer.issue(REQUEST, "key"), Issued)
    kiosk.restart()
    assert kiosk.issuer.without_server() is None

    kiosk.connect()
    kiosk.notices(Weather.CUT)

    assert kiosk.issuer.without_server() is not None


def test_a_clock_that_was_put_back_while_the_machine_was_off_brings_nothing_back(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    kiosk.pass_time(hours=19)
    kiosk.wall -= timedelta(days=1)
    kiosk.reboot()

    assert kiosk.issuer.without_server() is None


@pytest.mark.parametrize("wrong", [timedelta(hours=-3), timedelta(hours=2), timedelta(days=-400)])
def test_a_wrong_clock_does_not_change_the_time_on_paper(tmp_path: Path, wrong: timedelta) -> None:
    kiosk = AKiosk(Hall(), tmp_path / "kiosk.db")
    kiosk.wall += wrong
    kiosk.connect()
    kiosk.notices(Weather.CUT)
    kiosk.pass_time(minutes=20)
    times = [kiosk.takes("1").ticket.issued_at]
    for start_again in (kiosk.restart, kiosk.reboot):
        start_again()
        times.append(kiosk.takes("1").ticket.issued_at)

    assert times == 3 * [NOON + timedelta(minutes=20)]
    kiosk.close()


def test_a_clock_that_jumps_back_never_turns_the_order_of_issue(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    first = kiosk.takes("1").ticket
    kiosk.wall -= timedelta(hours=1)
    kiosk.restart()
    second = kiosk.takes("1").ticket

    assert second.issued_at >= first.issued_at
    assert [each.ticket for each in kiosk.store.outbox.to_hand_in(9)] == [first, second]


def test_a_silent_server_costs_the_citizen_one_second(tmp_path: Path) -> None:
    with a_hall_stands_in() as hall:
        store = KioskStore(tmp_path / "kiosk.db")
        issuer = TicketIssuer(HallServer(hall.url, TOKEN, "dong-nai"), store, "run")
        issuer.catalogue()
        issuer.catch_up()
        hall.moods = [Mood.SLOW]
        began = time.monotonic()
        first = issuer.issue(REQUEST, "run-1")
        second_began = time.monotonic()
        second = issuer.issue(REQUEST, "run-2")
        ended = time.monotonic()
        hall.slowness.set()
        issuer.close()
        store.close()

    assert isinstance(first, Issued)
    assert isinstance(second, Issued)
    assert (first.ticket.number, second.ticket.number) == ("N500", "N501")
    assert second_began - began < ANSWER_SECONDS + 0.4
    assert ended - second_began < 0.15


def test_two_threads_never_get_the_same_number(kiosk: AKiosk) -> None:
    kiosk.notices(Weather.CUT)
    numbers: list[str] = []
    threads = [
        threading.Thread(
            target=lambda run=run: numbers.extend(kiosk.takes(f"{run}-{n}").ticket.number for n in range(20))
        )
        for run in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(numbers)) == 80


# --- whatever fails, and when -----------------------------------------------------------------------------------------


class TwoKiosks(RuleBasedStateMachine):
    """Two kiosks of one hall, lines that fail before or after the work, restarts, reboots, clocks that jump."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.hall = Hall()
        self.kiosks = [AKiosk(self.hall, Path(self.folder.name) / f"kiosk-{place}.db") for place in range(2)]
        for kiosk in self.kiosks:
            kiosk.connect()
        self.held: list[Ticket] = []
        self.citizens = 0

    @rule(place=st.integers(0, 1), weather=st.sampled_from(Weather))
    def the_weather_turns(self, place: int, weather: Weather) -> None:
        self.kiosks[place].line.weather = weather

    @rule(place=st.integers(0, 1))
    def a_kiosk_looks_at_the_catalogue(self, place: int) -> None:
        with suppress(Unreachable):
            self.kiosks[place].issuer.catalogue()
            self.kiosks[place].issuer.catch_up()

    @rule(place=st.integers(0, 1))
    def a_citizen_takes_a_number(self, place: int) -> None:
        self.citizens += 1
        outcome = self.kiosks[place].issuer.issue(REQUEST, f"run{self.kiosks[place].starts}-{self.citizens}")
        if isinstance(outcome, Issued):
            self.kiosks[place].store.tickets.mark(outcome.ticket, Paper.PRINTED, self.hall.now)
            self.held.append(outcome.ticket)
            is_tomorrows = int(outcome.ticket.number.removeprefix(PREFIX)) > TOMORROWS_FIRST
            assert self.hall.now >= MIDNIGHT or not is_tomorrows, "a number of tomorrow"

    @rule(place=st.integers(0, 1), minutes=st.integers(0, 400), ahead=st.sampled_from((0, 0, 1, 2)))
    def a_machine_is_switched_off_and_its_clock_set(self, place: int, minutes: int, ahead: int) -> None:
        """In days. The kiosk has looked for its server within the last minute before, as it does while it runs."""
        self.a_kiosk_looks_at_the_catalogue(place)
        self.time_passes(minutes)
        self.kiosks[place].wall += timedelta(days=ahead)
        self.kiosks[place].reboot()

    @rule(place=st.integers(0, 1))
    def an_officer_tells_the_time(self, place: int) -> None:
        self.kiosks[place].issuer.set_by_officer(local(self.hall.now))

    @rule(place=st.integers(0, 1))
    def a_kiosk_restarts(self, place: int) -> None:
        self.kiosks[place].restart()

    @rule(place=st.integers(0, 1), minutes=st.integers(-300, 300))
    def somebody_sets_a_clock(self, place: int, minutes: int) -> None:
        self.kiosks[place].wall += timedelta(minutes=minutes)

    @rule(minutes=st.integers(1, 200))
    def time_passes(self, minutes: int) -> None:
        passed = timedelta(minutes=minutes)
        self.hall.now += passed
        for kiosk in self.kiosks:
            kiosk.wall, kiosk.ticks = kiosk.wall + passed, kiosk.ticks + passed.seconds

    @precondition(lambda self: self.held)
    @rule(chosen=st.integers(0, 99), place=st.integers(0, 1))
    def a_ticket_comes_when_nobody_stands_there(self, chosen: int, place: int) -> None:
        kiosk = self.kiosks[place]
        own = {given.ticket.token for given, _ in kiosk.store.tickets.latest(50)}
        mine = [ticket for ticket in self.held if ticket.token in own]
        if mine:
            ticket = mine[chosen % len(mine)]
            kiosk.issuer.cancel(ticket)
            self.held.remove(ticket)

    @invariant()
    def no_number_is_held_twice(self) -> None:
        assert len({ticket.number for ticket in self.held}) == len(self.held)

    def teardown(self) -> None:
        for kiosk in self.kiosks:
            kiosk.restart()
            kiosk.connect()
            kiosk.close()
        assert set(self.hall.waiting) == {ticket.token for ticket in self.held}
        self.folder.cleanup()


TestTwoKiosks = TwoKiosks.TestCase
TestTwoKiosks.settings = settings(max_examples=25, stateful_step_count=25)
