"""How long visitors will wait: what a hall's memory holds of the day so far, put to the estimator in use."""

import logging
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy import bindparam, func, select

from display_server.domain.events import ClockPutRight, EstimatesLearnt, Event, HallPlanLoaded
from display_server.domain.hall_plan import HallPlan
from display_server.domain.promise import Promise
from display_server.domain.ticket import Ticket
from display_server.estimates.course import FOLLOWED, Course, Told
from display_server.estimates.estimator import Estimator
from display_server.estimates.history import History
from display_server.estimates.kept import NoEstimator, from_json
from display_server.estimates.scores import Estimate
from display_server.estimates.tickets import Queue
from display_server.store.hall_memory import FollowedCourse
from display_server.store.journal import from_row
from display_server.store.models import EstimatorRow, JournalRow
from display_server.store.queries.counters import CounterQueries
from display_server.store.queries.moment import Moment
from display_server.store.queries.queues import QueueQueries

log = logging.getLogger(__name__)

USUAL_MINUTES = 10.0
"""Of a service that the plan has forgotten; every other declares its own."""
BEGINS_ANEW = (HallPlanLoaded, EstimatesLearnt, ClockPutRight)
"""After these, the day is followed from its beginning again."""


class EstimateQueries:
    """A hall's estimates."""

    def __init__(self, moment: Moment, counters: CounterQueries, queues: QueueQueries) -> None:
        self.moment = moment
        self._counters = counters
        self._queues = queues

    def of(self, service: str, people_ahead: int) -> Estimate | None:
        """What a visitor with so many ahead is told at this moment; None where no counter serves."""
        counters = self._counters.serving(service)
        if not counters:
            return None
        key = ("estimate", service, people_ahead)
        if key not in self.moment.known:
            self.moment.known[key] = self._course().estimate(
                service, self._minute(self.moment.now), people_ahead, counters
            )
        known: Estimate = self.moment.known[key]
        return known

    def of_ticket(self, ticket: Ticket, people_ahead: int) -> Estimate | None:
        """What its holder is told now: at its issue, and to the minute, what they were promised."""
        told = self.told(ticket)
        if told is not None and told.at == self.moment.now and self._counters.serving(ticket.service) == told.counters:
            return told.estimate
        return self.of(ticket.service, people_ahead)

    def told(self, ticket: Ticket) -> Told | None:
        """What the holder of a ticket that waits for its first stop was told as they took it."""
        return self._course().told.get(ticket.id)

    def promise(self, ticket: Ticket) -> Promise | None:
        """To whoever takes this ticket now; None where nothing can be promised."""
        people_ahead = self._queues.people_ahead(ticket)
        estimate = self.of(ticket.service, people_ahead)
        if estimate is None:
            return None
        counters = self._counters.serving(ticket.service)
        return Promise(round(estimate.expected, 1), estimate.low, estimate.high, people_ahead, counters)

    def in_use(self) -> Estimator:
        """By which waits are told today, with what the hall declares now."""
        return self._course().estimator

    def last_judged(self) -> date | None:
        """The last day that a training was judged by."""
        row = self.moment.first(_LAST_JUDGED)
        return row[0] if row is not None else None

    def happened(self, event: Event) -> None:
        """An event of this change: what was followed up to the change before goes on with it."""
        memory = self.moment.memory
        known = memory.course
        if known is None or known.seq < memory.seq or known.course.day != self.moment.today:
            return
        if isinstance(event, BEGINS_ANEW):
            self.moment.memory = replace(memory, course=None)
        else:
            course = known.course.after(event, self._minute)
            self.moment.memory = replace(memory, course=FollowedCourse(self.moment.seq, course))

    def _course(self) -> Course:
        memory = self.moment.memory
        known = memory.course
        if known is None or known.course.day != self.moment.today:
            known = FollowedCourse(0, self._begun())
        if known.seq < memory.seq:
            known = self._followed(known)
            self.moment.memory = replace(memory, course=known)
        return known.course

    def _followed(self, known: FollowedCourse) -> FollowedCourse:
        """With what has happened since, in this change as well."""
        course, seq = known.course, max(known.seq, self.moment.memory.seq)
        for row in self.moment.rows(_HAPPENED, day=self.moment.today, seq=known.seq):
            if known.seq and row.event in _NAMES_ANEW:
                return self._followed(FollowedCourse(0, self._begun()))
            course, seq = course.after(from_row(row), self._minute), max(seq, row.seq)
        return FollowedCourse(seq, course)

    def _begun(self) -> Course:
        row = self.moment.first(_IN_USE)
        declared = declared_minutes(self.moment.plan)
        estimator = self._read(row.model) if row is not None else nothing_known()
        history = replace(estimator.history, declared_for=declared)
        return Course.begun(self.moment.plan.slug, self.moment.today, replace(estimator, history=history))

    def _read(self, model: str) -> Estimator:
        """One that cannot be read keeps nobody from a ticket: waits are told as if nothing had been learnt."""
        try:
            return read_estimator(model)
        except NoEstimator as error:
            log.error("hall %s: %s; waits are told by its declared minutes", self.moment.plan.slug, error)  # noqa: TRY400
            return nothing_known()

    def _minute(self, at: datetime) -> float:
        return minute_of_day(self.moment.plan, at, self.moment.today)


def declared_minutes(plan: HallPlan) -> dict[Queue, float]:
    """What the hall declares for each of its queues."""
    return {(plan.slug, each.slug): each.expected / timedelta(minutes=1) for each in plan.services}


def minute_of_day(plan: HallPlan, at: datetime, day: date) -> float:
    """Minutes after the local midnight with which the day began."""
    return (at - datetime.combine(day, time(), plan.timezone)) / timedelta(minutes=1)


def nothing_known() -> Estimator:
    """What a hall begins with: what it declares."""
    return Estimator(History({}, USUAL_MINUTES))


@lru_cache(maxsize=8)
def read_estimator(model: str) -> Estimator:
    """Some are remembered: reading one takes some ten milliseconds. Raises NoEstimator."""
    return from_json(model, "the hall's estimator").estimator


_NAMES_ANEW = [kind.__name__ for kind in BEGINS_ANEW]
_HAPPENED = (
    select(*JournalRow.__table__.columns)
    .where(
        JournalRow.hall_id == bindparam("hall_id"),
        JournalRow.day == bindparam("day"),
        JournalRow.seq > bindparam("seq"),
        JournalRow.event.in_([*(kind.__name__ for kind in FOLLOWED), *_NAMES_ANEW]),
    )
    .order_by(JournalRow.seq, JournalRow.nth)
)
_LAST_JUDGED = select(func.max(EstimatorRow.judged_until)).where(EstimatorRow.hall_id == bindparam("hall_id"))
_IN_USE = (
    select(EstimatorRow.model)
    .where(EstimatorRow.hall_id == bindparam("hall_id"), EstimatorRow.in_use)
    .order_by(EstimatorRow.version.desc())
    .limit(1)
)
