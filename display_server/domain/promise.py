"""What a citizen was told of their wait, what it was worth at the call, and why a call comes later than told. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Promise:
    """In minutes from the moment at which it was told, and what was so then."""

    expected: float
    low: int
    high: int
    people_ahead: int
    counters: int
    """Open ones that took the service."""


class Place(StrEnum):
    """Where it was told."""

    SLIP = "slip"
    """As the ticket was taken: on the kiosk's screen, on paper, by an officer or to a program, all the same range."""
    PHONE = "phone"
    """On a phone's page as it was opened, where that said something else than before."""


class Became(StrEnum):
    """What a promise was worth."""

    KEPT = "kept"
    EARLY = "early"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Scored:
    """A promise and the first call of its ticket."""

    place: Place
    told_at: datetime
    called_at: datetime
    promise: Promise

    @property
    def wait(self) -> float:
        """Minutes, from the telling to the call."""
        return (self.called_at - self.told_at) / timedelta(minutes=1)

    @property
    def error(self) -> float:
        """Minutes; above nothing: it was called before it was expected."""
        return self.promise.expected - self.wait

    @property
    def outside(self) -> float:
        """By how many minutes it was called before the range (below nothing) or after it."""
        return self.wait - min(max(self.wait, self.promise.low), self.promise.high)

    @property
    def became(self) -> Became:
        if self.outside == 0:
            return Became.KEPT
        return Became.LATE if self.outside > 0 else Became.EARLY


@dataclass(frozen=True, slots=True)
class Account:
    """Of some promises: how many, and the shares and minutes of them."""

    promises: int
    kept: float
    early: float
    late: float
    mean_error: float
    """Minutes, whichever side."""
    mean_lateness: float
    """Minutes after the range's end, of those that were late; 0 where none was."""


def account(scored: Sequence[Scored]) -> Account | None:
    """None of no promises."""
    if not scored:
        return None
    became = [each.became for each in scored]
    late = [each.outside for each in scored if each.became is Became.LATE]
    return Account(
        promises=len(scored),
        kept=became.count(Became.KEPT) / len(scored),
        early=became.count(Became.EARLY) / len(scored),
        late=became.count(Became.LATE) / len(scored),
        mean_error=fmean(abs(each.error) for each in scored),
        mean_lateness=fmean(late) if late else 0.0,
    )


# --- why it is later than told ---


class Reason(StrEnum):
    """Why a call comes later than was told."""

    NOBODY_SERVES = "nobody_serves"
    COUNTERS_CLOSED = "counters_closed"
    COUNTERS_PAUSED = "counters_paused"
    OTHERS_FIRST = "others_first"
    SLOWER = "slower"


@dataclass(frozen=True, slots=True)
class Because:
    reason: Reason
    count: int = 0
    """Of counters or visitors."""


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since somebody was told how long it would take."""

    counters_then: int
    counters_now: int
    paused_now: int
    """Of the counters that take the service."""
    overtaken: int = 0
    """Visitors who came later and are called before."""


def why_later(since: Since) -> Because:
    """The one thing that explains most: who serves, then who went first; else visits that take longer than usual."""
    fewer = since.counters_then - since.counters_now
    if since.counters_now == 0:
        return Because(Reason.NOBODY_SERVES)
    if fewer > 0:
        paused = since.paused_now >= fewer
        return Because(Reason.COUNTERS_PAUSED if paused else Reason.COUNTERS_CLOSED, fewer)
    if since.overtaken > 0:
        return Because(Reason.OTHERS_FIRST, since.overtaken)
    return Because(Reason.SLOWER)


def is_later(high: int, told_at: datetime, now: datetime, expected: float | None) -> bool:
    """Whether the call is expected after the end of the range that was told, or nobody can say when.

    `high`: that end, in minutes from the telling; `expected`: minutes from now.
    """
    end = told_at + timedelta(minutes=high)
    return expected is None or now + timedelta(minutes=expected) > end


def worst_hour(scored: Iterable[tuple[int, Scored]], fewest: int) -> tuple[int, Account] | None:
    """The hour (of the telling, as the hall's clock shows it) with the largest share called late; None without any."""
    hours: dict[int, list[Scored]] = {}
    for hour, each in scored:
        hours.setdefault(hour, []).append(each)
    known = [(hour, counted) for hour, some in hours.items() if len(some) >= fewest and (counted := account(some))]
    late = [(hour, counted) for hour, counted in known if counted.late > 0]
    return max(late, key=lambda each: (each[1].late, each[1].mean_error), default=None)
