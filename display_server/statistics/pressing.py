"""Whether an officer seems to press the tablet's faces instead of the citizens. Pure; flags, and deletes nothing.

Three tests, each of one officer against what honest citizens do; each reckons how probable what was seen would be by
chance, and is flagged below `FLAGGED_BELOW`:

- quick: answers within two seconds of the end of the visit, of those given at the tablet. Hardly anybody has read four
  faces by then; still one in five honest ones is allowed for. Exact binomial test, upper tail (Clopper and Pearson,
  Biometrika 26, 1934).
- same: answers that differ from the officer's commonest one. The colleagues' share of such answers is the measure, and
  half of it: who is twice as good as the others is no cheat. Exact binomial test, lower tail.
- bursts: visits answered at the tablet and not, in the order of a day. Who presses for ten in a row makes fewer runs
  than chance does. Runs test (Wald and Wolfowitz, "On a Test Whether Two Samples are from the Same Population", Annals
  of Mathematical Statistics 11, 1940), the runs of all days together against the normal law with their exact mean and
  variance.

How often honest officers are flagged is measured on simulated halls: docs/ratings.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from math import exp, fsum, lgamma, log, sqrt
from statistics import NormalDist

from display_server.domain.rating_pattern import RatingPattern

FLAGGED_BELOW = 0.0001
"""Of each test: in a hall of 48 officers about one false alarm in six years of months by chance alone."""
FEWEST_JUDGED = 30
"""Answers at the tablet, below which nobody is judged."""
QUICK_SECONDS = 2
HONEST_QUICK = 0.2
"""At most this share of honest answers comes within two seconds."""
AS_GOOD_AGAIN = 0.5


@dataclass(frozen=True, slots=True)
class Finished:
    """A visit that an officer ended, and what was answered at the tablet."""

    officer: str
    day: date
    ended_at: datetime
    score: int | None = None
    """None where nobody answered at the tablet: the phone is the citizen's own."""
    seconds_after: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen of an officer, what chance would give, and how probable as much of it is by chance."""

    officer: str
    pattern: RatingPattern
    answers: int
    seen: int
    expected: float
    probability: float


@dataclass(frozen=True, slots=True)
class Findings:
    judged: int
    """Officers with enough answers."""
    found: tuple[Finding, ...]
    """What is flagged, by officer."""


def findings(visits: Iterable[Finished]) -> Findings:
    """What these visits show of their officers."""
    of: dict[str, list[Finished]] = defaultdict(list)
    for visit in visits:
        of[visit.officer].append(visit)
    scores = {officer: Counter(visit.score for visit in theirs if visit.score) for officer, theirs in of.items()}
    judged = sorted(officer for officer in of if scores[officer].total() >= FEWEST_JUDGED)
    tried = (
        each
        for officer in judged
        for each in (_quick(officer, of[officer]), _same(officer, scores), _bursts(officer, of[officer]))
    )
    return Findings(len(judged), tuple(each for each in tried if each and each.probability < FLAGGED_BELOW))


def _quick(officer: str, visits: Sequence[Finished]) -> Finding | None:
    seconds = [visit.seconds_after for visit in visits if visit.score and visit.seconds_after is not None]
    if len(seconds) < FEWEST_JUDGED:
        return None
    quick = sum(each < QUICK_SECONDS for each in seconds)
    probability = at_least(quick, len(seconds), HONEST_QUICK)
    return Finding(officer, RatingPattern.QUICK, len(seconds), quick, len(seconds) * HONEST_QUICK, probability)


def _same(officer: str, scores: Mapping[str, Counter[int]]) -> Finding | None:
    own = scores[officer]
    commonest, count = own.most_common(1)[0]
    others = [each for name, each in scores.items() if name != officer]
    everybody = sum(each.total() for each in others)
    if everybody < FEWEST_JUDGED:
        return None
    share = AS_GOOD_AGAIN * (1 - sum(each[commonest] for each in others) / everybody)
    different = own.total() - count
    probability = at_least(count, own.total(), 1 - share)
    return Finding(officer, RatingPattern.SAME, own.total(), different, own.total() * share, probability)


def _bursts(officer: str, visits: Sequence[Finished]) -> Finding | None:
    in_order = sorted(visits, key=lambda visit: (visit.day, visit.ended_at))
    seen, mean, variance, answers = 0, 0.0, 0.0, 0
    for _, day in groupby(in_order, key=lambda visit: visit.day):
        answered = [visit.score is not None for visit in day]
        if not 0 < sum(answered) < len(answered):
            continue  # a day with all or none can have but one run
        answers += sum(answered)
        seen += runs(answered)
        expected, spread = mean_and_variance_of_runs(sum(answered), len(answered) - sum(answered))
        mean, variance = mean + expected, variance + spread
    if answers < FEWEST_JUDGED or not variance:
        return None
    below = NormalDist().cdf((seen + 0.5 - mean) / sqrt(variance))
    return Finding(officer, RatingPattern.BURSTS, answers, seen, mean, below)


def at_least(least: int, trials: int, share: float) -> float:
    """How probable so many of these trials are, each with this chance."""
    if least <= 0 or not 0 < share < 1:
        return float(least <= 0 or (share >= 1 and least <= trials))
    return min(1.0, fsum(exp(_log_chance(k, trials, share)) for k in range(least, trials + 1)))


def _log_chance(hits: int, trials: int, share: float) -> float:
    """Of exactly so many; in logarithms, for the counts of a year are too large for a float."""
    ways = lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
    return ways + hits * log(share) + (trials - hits) * log(1 - share)


def runs(marks: Sequence[bool]) -> int:
    """How often a row of equal marks begins."""
    return sum(1 for _ in groupby(marks))


def mean_and_variance_of_runs(one: int, other: int) -> tuple[float, float]:
    """Of all orders of so many marks of one kind and the other (Wald and Wolfowitz 1940)."""
    both, twice = one + other, 2 * one * other
    return 1 + twice / both, twice * (twice - both) / (both**2 * (both - 1))
