"""An estimator in a file: JSON, looked through as it is read and never executed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from math import inf, isfinite
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from display_server.estimates.estimator import LENGTHS, Estimator, Learnt
from display_server.estimates.features import NAMES
from display_server.estimates.history import LONGEST, History, QueueHistory
from display_server.estimates.tickets import Queue
from display_server.estimates.trees import Tree

VERSION: Final = 1
"""Counts up whenever files of before cannot be read any more, or a feature is another."""


class NoEstimator(Exception):
    """The file holds no estimator that can be used; the message names the mend."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in the file."""

    version: Literal[1]
    learnt_until: date
    """The last day that it has seen."""
    declared: float
    pace: float
    queues: tuple[tuple[Queue, QueueHistory], ...]
    learnt: Learnt | None
    declared_for: tuple[tuple[Queue, float], ...] = ()

    @property
    def estimator(self) -> Estimator:
        return Estimator(History(dict(self.queues), self.declared, self.pace, dict(self.declared_for)), self.learnt)


_kept = TypeAdapter(Kept)


def keep(estimator: Estimator, learnt_until: date, file: Path) -> None:
    """Never overwrites: raises FileExistsError."""
    with file.open("xb") as opened:
        opened.write(to_json(estimator, learnt_until))


def to_json(estimator: Estimator, learnt_until: date) -> bytes:
    history = estimator.history
    queues, declared_for = tuple(history.queues.items()), tuple(history.declared_for.items())
    kept = Kept(VERSION, learnt_until, history.declared, history.pace, queues, estimator.learnt, declared_for)
    return _kept.dump_json(kept)


def read_kept(file: Path) -> Kept:
    """Raises NoEstimator."""
    try:
        return from_json(file.read_bytes(), str(file))
    except OSError as error:
        raise NoEstimator(f"{file} cannot be read: {error.strerror}.") from error


def from_json(text: str | bytes, name: str) -> Kept:
    """`name`: what it is called where it is no estimator. Raises NoEstimator."""
    try:
        kept = _kept.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise NoEstimator(f"{name} is no estimator ({where}: {first['msg']}). {_MEND}") from error
    if not all(_whole(past) for _, past in kept.queues) or not _readable(kept.learnt):
        raise NoEstimator(f"{name} is damaged: its tables or trees do not fit together. {_MEND}")
    return kept


_MEND = "Make one with: motcua estimates train FILE.csv --output MODEL.json."


def _whole(past: QueueHistory) -> bool:
    tables = (past.by_length, past.slower_by_length, past.seen)
    rises = all(before <= after < inf for before, after in pairwise((0.0, *past.calls_until)))
    return rises and all(len(table) == LONGEST + 1 and all(map(isfinite, table)) for table in tables)


def _readable(learnt: Learnt | None) -> bool:
    if learnt is None:
        return True
    parts = [each for each in (learnt.low, learnt.expected, learnt.high, learnt.minutes) if each is not None]
    trees = chain.from_iterable(each.trees for each in parts)
    return len(learnt.widenings) == len(LENGTHS) and all(all(_nodes(tree)) for tree in trees)


def _nodes(tree: Tree) -> Iterator[bool]:
    """Every step leads on, so that reading a tree comes to an end."""
    many = len(tree.feature)
    yield many > 0
    yield all(len(each) == many for each in (tree.threshold, tree.low, tree.high, tree.value))
    yield all(map(isfinite, (*tree.threshold, *tree.value)))
    for node, (feature, low, high) in enumerate(zip(tree.feature, tree.low, tree.high, strict=False)):
        yield feature < 0 or (feature < len(NAMES) and node < low < many and node < high < many)
