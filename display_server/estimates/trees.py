"""Small trees that predict a number, kept as plain tuples: reading them needs no library. `growing` makes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in arrays. A node that splits sends what is below its threshold to `low`; a leaf's feature is -1."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value: tuple[float, ...]

    def of(self, row: Sequence[float]) -> float:
        at = 0
        while self.feature[at] >= 0:
            at = self.low[at] if row[self.feature[at]] < self.threshold[at] else self.high[at]
        return self.value[at]


@dataclass(frozen=True, slots=True)
class Trees:
    """A start, and what each tree adds to it."""

    start: float
    trees: tuple[Tree, ...]

    def of(self, row: Sequence[float]) -> float:
        return self.start + sum(tree.of(row) for tree in self.trees)


def mean_of(several: Sequence[Trees]) -> Trees:
    """Trees that predict the mean of what these predict."""
    share = 1 / len(several)
    trees = (replace(tree, value=tuple(share * each for each in tree.value)) for of in several for tree in of.trees)
    return Trees(share * sum(each.start for each in several), tuple(trees))
