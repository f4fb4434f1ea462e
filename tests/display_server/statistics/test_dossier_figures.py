"""The sums over dossiers, on both databases: headline, the law's sheets, post; and what corrections change."""

from datetime import date, timedelta

import pytest

from display_server import views
from display_server.domain.handled import Handled, ReturnBy
from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.statistics.headline_queries import headline_of
from display_server.statistics.law_queries import work_of
from display_server.statistics.law_sheets import Judged
from display_server.store.hall import Hall
from display_server.use_cases import counter, handling, kiosk, visitor
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, do

MONDAY = date(2026, 11, 23)
CODES = [f"H19.50.05-261123-{nth:04d}" for nth in range(4)]
ALL_DAYS = (MONDAY, MONDAY + timedelta(days=9))
BY = handling.Corrector("Minh", oversees=True)


def visit(hall: Hall, outcome: VisitOutcome, *handled: Handled, score: int | None = None) -> None:
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome(outcome, handled=handled))
    if score is not None:
        do(hall, visitor.rate_visit, ticket.token, Opinion(score, indicators=(("7", 2),)), "tablet")


@pytest.fixture
def worked(hall: Hall, clock: MovedClock) -> Hall:
    """Four dossiers on Monday, whose first citizen is not satisfied; a week later three results, of which two are late:
    the first one, and another of a citizen who is not satisfied either."""
    do(hall, counter.open_counter, 1, "Lan")
    due = MONDAY + timedelta(days=3)
    visit(hall, VisitOutcome.RECEIVED, Handled(CODES[0], due, fee=20_000, charge=5_000), score=1)
    visit(hall, VisitOutcome.RECEIVED, *(Handled(code, due) for code in CODES[1:3]), score=4)
    visit(hall, VisitOutcome.RECEIVED, Handled(CODES[3], MONDAY + timedelta(days=20)))
    visit(hall, VisitOutcome.GUIDANCE, score=3)
    clock.advance(days=7)
    visit(hall, VisitOutcome.RETURNED, Handled(CODES[0], return_by=ReturnBy.POST))
    visit(hall, VisitOutcome.RETURNED, Handled(CODES[1]), score=1)
    visit(hall, VisitOutcome.RETURNED, Handled(CODES[3], fee=1_000), score=1)
    return hall


def test_the_headline_counts_each_dossier_once(worked: Hall) -> None:
    told = headline_of(worked, *ALL_DAYS)

    assert (told.received, told.returned, told.by_post) == (4, 3, 1)
    assert (told.on_time.count, told.on_time.of) == (1, 3)
    assert (told.official.dossiers, told.official.overdue, told.official.dissatisfied) == (4, 2, 1)
    assert told.official.share == 0.25
    assert (told.satisfied.count, told.satisfied.of, told.answered.of) == (2, 5, 7)
    assert (told.fees, told.charges) == (21_000, 5_000)


def test_of_the_later_week_alone_the_dossiers_are_those_returned(worked: Hall) -> None:
    told = headline_of(worked, MONDAY + timedelta(days=5), ALL_DAYS[1])

    assert (told.received, told.official.dossiers, told.official.overdue, told.official.dissatisfied) == (0, 3, 2, 1)


def test_the_laws_sheets_know_who_did_what(worked: Hall) -> None:
    with worked.reading() as reading:
        work = work_of(reading, *ALL_DAYS)

    lans = work.officers["land", "Lan"]
    assert (lans.visits, lans.received, lans.returned, lans.late) == (7, 4, 3, 2)
    assert lans.indicators == {"7": Judged(10, 5), "2": Judged(2, 3)}
    assert work.departments["land"].indicators == lans.indicators
    assert (work.answers["land", "Lan"].ratings, work.answers["land", "Lan"].satisfied) == (5, 2)


def test_what_is_corrected_struck_out_or_undone_is_counted_as_it_is_now(worked: Hall, clock: MovedClock) -> None:
    with worked.reading() as reading:
        first, *_, last = reading.dossiers.of_day(MONDAY)
    do(worked, handling.correct, first.id, Handled(CODES[0], first.entry.due_on, fee=2_000), "a nought too many", BY)
    do(worked, handling.strike, last.id, "not there", BY)
    visit(worked, VisitOutcome.RETURNED, Handled(CODES[2]))
    do(worked, undo, 1)

    told = headline_of(worked, *ALL_DAYS)

    assert (told.received, told.returned, told.fees) == (3, 3, 3_000)
    assert told.official.dossiers == 4


def test_the_post_takes_along_what_was_returned_by_post(worked: Hall) -> None:
    with worked.reading() as reading:
        told = views.post.of_day(reading, reading.today)

    assert [each.code for each in told.handed_over.items] == [CODES[0]]
    assert told.fetched.items == ()
