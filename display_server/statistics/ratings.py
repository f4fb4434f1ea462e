"""What ratings tell beyond the figures: patterns that need a look, citizens' words, an officer's own weeks."""

from datetime import date, timedelta
from statistics import fmean

from display_server.contract import (
    OwnRatings,
    OwnWeek,
    PatternFound,
    RatingComment,
    RatingComments,
    RatingMeasures,
    RatingPatterns,
    State,
)
from display_server.domain.rating_pattern import RatingPattern
from display_server.domain.refusals import NotValid
from display_server.statistics.few_answers import FEWEST_COMPARED, FEWEST_SHOWN
from display_server.statistics.measures import rating_measures, without_figures
from display_server.statistics.pressing import Finding, Finished, findings
from display_server.statistics.queries import comments, visits
from display_server.statistics.sums import Exact, added_up
from display_server.statistics.visit import Visit
from display_server.store.hall import Hall
from display_server.store.reading import Reading
from display_server.words import N_, say_in_all

USUAL, LONGEST = timedelta(days=30), timedelta(days=92)
OWN_WEEKS = 8
A_WEEK = timedelta(days=7)

PATTERNS = {
    RatingPattern.QUICK: N_("Answered within two seconds of the end of the visit"),
    RatingPattern.SAME: N_("Answers that differ from the commonest one"),
    RatingPattern.BURSTS: N_("Changes between answered and not answered"),
}
METHOD = N_(
    "Each officer with at least 30 answers at the tablet is tested in three ways: answers within two seconds, answers "
    "that hardly differ (exact binomial tests), and visits answered in rows (runs test of Wald and Wolfowitz). Shown "
    "is what comes by chance less than once in 10,000 times; of 4,800 simulated honest months none was. It proves "
    "nothing by itself, and no answer is deleted."
)


def patterns(hall: Hall, first_day: date | None, last_day: date | None, of: frozenset[str] | None) -> RatingPatterns:
    """Whether officers seem to press the faces themselves, on these days; `of` these departments only, or of all."""
    with hall.reading() as reading:
        first, last = _days(reading, first_day, last_day)
        those = [visit for visit in visits(reading, first, last) if of is None or visit.department in of]
    seen = findings(_finished(visit) for visit in those if visit.officer and _is_over(visit))
    found = tuple(map(_told, seen.found))
    return RatingPatterns(first_day=first, last_day=last, judged=seen.judged, found=found, method=say_in_all(METHOD))


def _days(reading: Reading, first_day: date | None, last_day: date | None) -> tuple[date, date]:
    """Until today, and the thirty days before, where no others are asked for."""
    last = last_day or reading.today
    first = first_day or last - USUAL
    if first > last:
        raise NotValid("from", "The first day, %(first)s, is after the last, %(last)s.", first=first, last=last)
    if last - first > LONGEST:
        raise NotValid("from", "At most %(days)s days can be asked for at once.", days=LONGEST.days)
    return first, last


def _is_over(visit: Visit) -> bool:
    return visit.ends and visit.state is State.SERVED and visit.ended_at is not None and visit.day is not None


def _finished(visit: Visit) -> Finished:
    on_tablet = visit.opinion if visit.opinion and visit.opinion.on_tablet else None
    return Finished(
        officer=visit.officer or "",
        day=visit.day or date.min,
        ended_at=visit.ended_at or visit.issued_at,
        score=on_tablet.score if on_tablet else None,
        seconds_after=on_tablet.seconds_after if on_tablet else None,
    )


def _told(finding: Finding) -> PatternFound:
    return PatternFound(
        officer=finding.officer,
        pattern=finding.pattern,
        words=say_in_all(PATTERNS[finding.pattern]),
        answers=finding.answers,
        seen=finding.seen,
        expected=round(finding.expected, 1),
        probability=finding.probability,
    )


def words_of_citizens(
    hall: Hall, first_day: date | None, last_day: date | None, of: frozenset[str] | None
) -> RatingComments:
    """What was written on these days, today excepted: whoever has just written would be known."""
    with hall.reading() as reading:
        plan, (first, last) = reading.plan, _days(reading, first_day, last_day)
        written = comments(reading, first, min(last, reading.today - timedelta(days=1)))
    shown = [
        RatingComment(day=day, department_name=dict(plan.department_of(service).name), comment=words)
        for day, service, words in written
        if of is None or plan.department_of(service).slug in of
    ]
    in_order = tuple(sorted(shown, key=lambda each: (each.day, each.comment)))
    return RatingComments(first_day=first, last_day=last, comments=in_order)


def own_ratings(hall: Hall, officer: str) -> OwnRatings:
    """The officer's own figures of the last weeks that are over, the newest first."""
    with hall.reading() as reading:
        monday = reading.today - timedelta(days=reading.today.weekday())
        in_them = visits(reading, monday - OWN_WEEKS * A_WEEK, monday - timedelta(days=1))
    served = [visit for visit in in_them if _is_over(visit)]
    weeks = [monday - nth * A_WEEK for nth in range(1, OWN_WEEKS + 1)]
    return OwnRatings(weeks=tuple(_week(begins, served, officer) for begins in weeks))


def _week(begins: date, served: list[Visit], officer: str) -> OwnWeek:
    ends = begins + A_WEEK - timedelta(days=1)
    in_it = [visit for visit in served if begins <= (visit.day or date.min) <= ends]
    own = [visit for visit in in_it if visit.officer == officer]
    others = [visit.opinion.score for visit in in_it if visit.opinion and visit.officer != officer]
    measured = rating_measures(added_up(own, {}, Exact), {})
    compared = measured.count >= FEWEST_COMPARED and len(others) >= FEWEST_COMPARED
    return OwnWeek(
        first_day=begins,
        last_day=ends,
        served=len(own),
        ratings=_shown(measured),
        others_mean=round(fmean(others), 2) if compared else None,
    )


def _shown(measured: RatingMeasures) -> RatingMeasures:
    if measured.count < FEWEST_SHOWN:
        return without_figures(measured)
    return measured.model_copy(update={"comparable": measured.count >= FEWEST_COMPARED})
