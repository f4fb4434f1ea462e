"""A small hall for tests, and a clock that is moved: what a test does not name does not matter to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from display_server.domain.hall_plan import CounterPlan, Department, HallPlan, PriorityClass, Service, Zone
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours, Period
from display_server.domain.rating_plan import RatingPlan, RatingReason
from display_server.domain.weekdays import WEEKDAYS
from display_server.simulation import processes as simulation
from display_server.store.hall import Hall, Halls

T = TypeVar("T")

BY_DAY = OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(7, 30), time(17)),)))


def do(hall: Hall, deed: Callable[..., T], *arguments: Any, actor: str = "test", **options: Any) -> T:
    """One use case in a change of its own: `do(hall, counter.call_next, 3)`."""
    with hall.change(actor) as change:
        return deed(change, *arguments, **options)


class MovedClock(simulation.MovedClock):
    """Stands still until a test moves it. Monday 23 November 2026, 08:00 in Đồng Nai, unless told otherwise."""

    def __init__(self, now: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)) -> None:
        super().__init__(now)

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def a_service(slug: str, prefix: str, minutes: int = 10) -> Service:
    return Service(slug, words(slug), prefix, timedelta(minutes=minutes), timedelta(minutes=20))


def a_hall_plan(opening_hours: OpeningHours = ALWAYS_OPEN, counters: int = 3) -> HallPlan:
    """`land` (A) at counters 1 and 2, `tax` (B) at counters 2 and up; elderly people rank 20 minutes early."""
    land, tax = a_service("land", "A"), a_service("tax", "B")
    takes = {1: ("land",), 2: ("land", "tax")}
    return HallPlan(
        slug="hall",
        name=words("Hall"),
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
        languages=("vi", "en"),
        hotline="1022",
        dossier_code_pattern=None,
        opening_hours=opening_hours,
        zones=(Zone("east", words("East")), Zone("west", words("West"))),
        priority_classes=(PriorityClass("elderly", words("Elderly"), timedelta(minutes=20)),),
        departments=(
            Department("land", words("Land"), "east", (land,)),
            Department("tax", words("Tax"), "west", (tax,)),
        ),
        counters=tuple(
            CounterPlan(number, "east" if number == 1 else "west", takes.get(number, ("tax",)))
            for number in range(1, counters + 1)
        ),
        rating=RatingPlan(
            (RatingReason("long-wait", words("Long wait")), RatingReason("attitude", words("Attitude"))),
            indicators=True,
            comment=True,
        ),
    )


def close_at_night(halls: Halls) -> None:
    """Gives the hall hours by day alone, where it was open day and night."""
    with halls["hall"].reading() as reading:
        plan = reading.plan
    halls.load(replace(plan, opening_hours=BY_DAY), actor="test")
