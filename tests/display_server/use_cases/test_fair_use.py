"""One active ticket a person and so many a minute, where the hall wants it; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError

from display_server.domain.fair_use import IdCardRule, mark_of
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours
from display_server.domain.refusals import NotAllowed, NotValid
from display_server.domain.rules import Rules
from display_server.domain.ticket import State, Ticket
from display_server.store.backup import back_up
from display_server.store.checkup import findings
from display_server.store.database import connect
from display_server.store.hall import Hall, Halls
from display_server.store.models import DayKeyRow, PersonRow
from display_server.use_cases import counter, day, kiosk, visitor
from display_server.use_cases.undo import undo
from tests.databases import SqliteDatabases
from tests.halls import BY_DAY, MovedClock, a_hall_plan, do

LANS = "075090001234"
MINHS = "075085004321"

WithRules = Callable[..., Hall]


@pytest.fixture
def with_rules(halls: Halls) -> WithRules:
    def load(
        id_card: IdCardRule = IdCardRule.WELCOME,
        tickets_per_minute: int | None = None,
        hours: OpeningHours = ALWAYS_OPEN,
    ) -> Hall:
        rules = Rules(id_card=id_card, tickets_per_minute=tickets_per_minute)
        halls.load(replace(a_hall_plan(hours), rules=rules), actor="test")
        return halls["hall"]

    return load


def take(
    hall: Hall,
    card: str | None = None,
    *,
    at: str = "kiosk: one",
    service: str = "land",
    key: str | None = None,
    device: int | None = 1,
) -> Ticket:
    asked = kiosk.TicketRequest(service, card_number=card)
    return do(hall, kiosk.issue_ticket, asked, key, at_kiosk=at.startswith("kiosk"), device=device, actor=at)


def test_a_person_holds_one_active_ticket(with_rules: WithRules) -> None:
    hall = with_rules()
    held = take(hall, LANS)

    with pytest.raises(NotAllowed, match=f"You hold ticket {held.number} already"):
        take(hall, LANS, service="tax")

    assert take(hall, MINHS).number == "A002"
    assert take(hall).number == "A003", "who shows no card is not known"


def test_whoever_has_been_served_may_take_another(with_rules: WithRules) -> None:
    hall = with_rules()
    take(hall, LANS)
    do(hall, counter.open_counter, 1, "Minh")
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    with pytest.raises(NotAllowed, match="already"):
        take(hall, LANS)

    do(hall, counter.finish, 1, counter.Outcome())

    assert take(hall, LANS).number == "A002"


def test_whoever_gives_the_ticket_up_may_take_another(with_rules: WithRules) -> None:
    hall = with_rules()
    do(hall, visitor.cancel, take(hall, LANS).token)

    assert take(hall, LANS).number == "A002"


def test_a_latecomer_with_another_ticket_does_not_wait_twice(with_rules: WithRules) -> None:
    hall = with_rules()
    missed = take(hall, LANS)
    do(hall, counter.open_counter, 1, "Minh")
    do(hall, counter.call_next, 1)
    do(hall, counter.mark_no_show, 1)
    another = take(hall, LANS)

    with pytest.raises(NotAllowed, match=f"You hold ticket {another.number} already"):
        do(hall, visitor.come_back, missed.token)

    do(hall, visitor.cancel, another.token)
    assert do(hall, visitor.come_back, missed.token).state is State.WAITING


@pytest.mark.parametrize("ended", ["finish", "no-show"])
def test_undoing_gives_nobody_a_second_active_ticket(with_rules: WithRules, ended: str) -> None:
    hall = with_rules()
    first = take(hall, LANS)
    do(hall, counter.open_counter, 1, "Minh")
    do(hall, counter.call_next, 1)
    if ended == "finish":
        do(hall, counter.start, 1)
        do(hall, counter.finish, 1, counter.Outcome())
    else:
        do(hall, counter.mark_no_show, 1)
    another = take(hall, LANS)

    with pytest.raises(NotAllowed, match=f"The visitor of {first.number} has taken ticket {another.number} since"):
        do(hall, undo, 1)

    do(hall, visitor.cancel, another.token)
    assert do(hall, undo, 1).state in (State.SERVING, State.CALLED)


def test_a_retry_is_no_second_ticket(with_rules: WithRules) -> None:
    hall = with_rules()

    first = take(hall, LANS, key="k1")

    assert take(hall, LANS, key="k1") == first
    assert take(hall, MINHS).number == "A002", "and none was taken meanwhile"


def test_a_hall_that_asks_for_no_cards_takes_none(with_rules: WithRules) -> None:
    with pytest.raises(NotValid, match="does not ask for ID cards"):
        take(with_rules(IdCardRule.NOT_ASKED), LANS)


def test_where_a_card_is_required_an_officer_gives_tickets_without(with_rules: WithRules) -> None:
    hall = with_rules(IdCardRule.REQUIRED)
    with pytest.raises(NotAllowed, match="hold your ID card to the reader"):
        take(hall)

    assert take(hall, at="Lan").number == "A001"
    assert take(hall, LANS).number == "A002"


def test_nothing_of_a_card_is_stored_but_its_mark(with_rules: WithRules, halls: Halls) -> None:
    hall = with_rules()
    take(hall, LANS, key="k1")

    stored = everything_stored(halls._engine)
    with halls._engine.connect() as connection:
        key = connection.execute(select(DayKeyRow.key)).scalar_one()
    assert mark_of(LANS, key) in stored
    assert LANS not in stored


def test_marks_are_forgotten_with_their_day_and_the_next_days_differ(
    with_rules: WithRules, halls: Halls, clock: MovedClock
) -> None:
    hall = with_rules(hours=BY_DAY)
    take(hall, LANS)
    before = marks(halls._engine)
    clock.advance(days=1)

    day.do_what_is_due(hall)

    assert (marks(halls._engine), keys(halls._engine)) == (set(), set())
    assert take(hall, LANS).number == "A001"
    assert marks(halls._engine).isdisjoint(before)
    assert findings(halls._engine) == []


def test_marks_of_a_day_that_is_not_yet_are_forgotten_when_the_clock_is_put_right(
    with_rules: WithRules, halls: Halls, clock: MovedClock
) -> None:
    hall = with_rules()
    clock.advance(days=300)
    do(hall, visitor.cancel, take(hall, LANS).token)
    clock.advance(days=-300)

    day.put_clock_right(hall, "test", ending=False)
    day.do_what_is_due(hall)

    assert (marks(halls._engine), keys(halls._engine)) == (set(), set())


# --- visits that go on over the turn of the day -----------------------------------------------------------------------

TO_MIDNIGHT = {"hours": 16}
"""From eight in the morning."""


def test_who_waits_over_midnight_holds_one_active_ticket_still(with_rules: WithRules, clock: MovedClock) -> None:
    hall = with_rules()
    held = take(hall, LANS)
    clock.advance(**TO_MIDNIGHT)
    day.do_what_is_due(hall)

    with pytest.raises(NotAllowed, match=f"You hold ticket {held.number} already"):
        take(hall, LANS, service="tax")

    assert take(hall, MINHS).day > held.day
    do(hall, visitor.cancel, held.token)
    assert take(hall, LANS).day > held.day


def test_who_missed_a_call_before_midnight_does_not_wait_twice_after_it(
    with_rules: WithRules, clock: MovedClock
) -> None:
    hall = with_rules()
    missed = take(hall, LANS)
    do(hall, counter.open_counter, 1, "Minh")
    do(hall, counter.call_next, 1)
    do(hall, counter.mark_no_show, 1)
    clock.advance(**TO_MIDNIGHT)
    day.do_what_is_due(hall)
    another = take(hall, LANS)

    with pytest.raises(NotAllowed, match=f"You hold ticket {another.number} already"):
        do(hall, visitor.come_back, missed.token)


def test_undoing_over_midnight_gives_nobody_a_second_active_ticket(
    with_rules: WithRules, halls: Halls, clock: MovedClock
) -> None:
    hall = with_rules()
    take(hall, LANS)
    do(hall, counter.open_counter, 1, "Minh")
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    clock.advance(**TO_MIDNIGHT)
    do(hall, counter.finish, 1, counter.Outcome())
    day.do_what_is_due(hall)
    take(hall, LANS)

    with pytest.raises(NotAllowed, match="cannot be undone any more"):
        do(hall, undo, 1)


def test_of_a_visit_over_midnight_nothing_is_kept_once_it_is_over(
    with_rules: WithRules, halls: Halls, clock: MovedClock
) -> None:
    hall = with_rules()
    lans = take(hall, LANS)
    do(hall, visitor.cancel, take(hall, MINHS).token)
    clock.advance(**TO_MIDNIGHT)
    day.do_what_is_due(hall)
    assert len(marks(halls._engine)) == len(keys(halls._engine)) == 1, "Minh's visit is over, Lan's is not"

    do(hall, visitor.cancel, lans.token)
    clock.advance(seconds=11)  # and nobody can take that back any more
    day.do_what_is_due(hall)

    assert (marks(halls._engine), keys(halls._engine)) == (set(), set())
    assert findings(halls._engine) == []


def test_who_shows_the_card_again_after_midnight_is_known_by_the_new_days_mark_alone(
    with_rules: WithRules, halls: Halls, clock: MovedClock
) -> None:
    hall = with_rules()
    do(hall, visitor.cancel, take(hall, LANS).token)
    before = marks(halls._engine)
    clock.advance(**TO_MIDNIGHT)
    take(hall, LANS)
    day.do_what_is_due(hall)

    assert len(marks(halls._engine)) == len(keys(halls._engine)) == 1
    assert marks(halls._engine).isdisjoint(before)


def test_a_failing_statement_tells_no_mark(with_rules: WithRules, halls: Halls) -> None:
    hall = with_rules()
    ticket = take(hall, LANS)
    (mark,) = marks(halls._engine)

    with pytest.raises(IntegrityError) as failed, hall.change("test") as change:
        change.people.bind(mark, ticket.id)

    assert mark not in str(failed.value)


def test_a_kiosk_gives_so_many_tickets_a_minute(with_rules: WithRules, clock: MovedClock) -> None:
    hall = with_rules(tickets_per_minute=2)
    for _ in range(2):
        clock.advance(seconds=20)
        take(hall)

    with pytest.raises(NotAllowed, match="has given 2 tickets within a minute"):
        take(hall)

    assert take(hall, at="kiosk: two").number == "A003"
    assert take(hall, at="Lan").number == "A004", "an officer sees who asks"
    clock.advance(seconds=41)
    assert take(hall).number == "A005"


def test_kiosks_of_one_name_are_counted_each_for_itself(with_rules: WithRules) -> None:
    hall = with_rules(tickets_per_minute=1)
    for device in (1, 2, None):
        take(hall, device=device)

    for device in (1, 2, None):
        with pytest.raises(NotAllowed, match="within a minute"):
            take(hall, device=device)


def marks(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(select(PersonRow.mark)).scalars())


def keys(engine: Engine) -> set[bytes]:
    with engine.connect() as connection:
        return set(connection.execute(select(DayKeyRow.key)).scalars())


def everything_stored(engine: Engine) -> str:
    with engine.connect() as connection:
        tables = inspect(engine).get_table_names()
        return "\n".join(repr(row) for table in tables for row in connection.execute(text(f'SELECT * FROM "{table}"')))


def test_neither_a_backup_nor_the_next_days_file_holds_a_key_or_a_mark(
    sqlite_template: SqliteDatabases, tmp_path: Path, clock: MovedClock
) -> None:
    url, copy = sqlite_template.fresh(tmp_path), tmp_path / "copy.db"
    engine = connect(url)
    halls = Halls(engine, clock)
    halls.load(replace(a_hall_plan(BY_DAY), rules=Rules(id_card=IdCardRule.WELCOME)), actor="test")
    take(halls["hall"], LANS)
    with engine.connect() as connection:
        key = connection.execute(select(DayKeyRow.key)).scalar_one()
    engine.dispose()
    file = Path(url.removeprefix("sqlite:///"))
    secrets = key, mark_of(LANS, key).encode()
    assert all(secret in file.read_bytes() for secret in secrets), "so it would be found"

    back_up(url, copy)
    clock.advance(days=1)
    day.do_what_is_due(halls["hall"])
    engine.dispose()

    assert [secret in each.read_bytes() for secret in secrets for each in (copy, file)] == [False] * 4
    assert findings(engine) == []
    engine.dispose()
