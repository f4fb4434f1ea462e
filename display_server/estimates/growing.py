"""Small gradient-boosted trees that predict a quantile, grown with numpy.

Each tree leans on the ones before it: it splits where their errors lie to one side, and each leaf moves its tickets to
the wanted quantile of what is left.
"""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from display_server.estimates.trees import Tree, Trees

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Growing:
    """How trees are grown."""

    trees: int = 60
    leaves: int = 8
    rate: float = 0.1
    smallest_leaf: int = 60
    bins: int = 64
    """Of like many tickets: too few, and all long queues fall into one."""
    rows: float = 1.0
    """The share of the tickets that each tree looks at, another one each time."""
    features: float = 1.0
    """The share of the features that each tree may split by."""
    seed: int = 1


class Binned:
    """Features in few steps each, so that a split is found by counting."""

    def __init__(self, rows: Numbers, bins: int) -> None:
        self.edges = [np.unique(np.quantile(column, np.linspace(0, 1, bins + 1)[1:-1])) for column in rows.T]
        codes = [np.searchsorted(edges, column, side="right") for edges, column in zip(self.edges, rows.T, strict=True)]
        self.bins = bins
        self.features = rows.shape[1]
        self.codes: Codes = np.stack(codes, axis=1)

    def sums(self, rows: Rows, features: Rows, what: Numbers) -> Numbers:
        """Of each of these features (line) and step (column), what the rows have of it."""
        cells = (self.codes[np.ix_(rows, features)] + np.arange(len(features)) * self.bins).ravel()
        weights = np.repeat(what[rows], len(features))
        found = np.bincount(cells, weights=weights, minlength=len(features) * self.bins)
        return found.reshape(len(features), self.bins).astype(np.float64)


def grow(rows: Numbers, targets: Numbers, weights: Numbers, quantile: float, growing: Growing) -> Trees:
    binned = Binned(rows, growing.bins)
    start = quantile_of(targets, weights, quantile)
    predicted = np.full(len(targets), start)
    trees, chance = [], np.random.default_rng(growing.seed)
    for _ in range(growing.trees):
        left_over = targets - predicted
        pull = np.where(left_over > 0, quantile, quantile - 1) * weights
        seen = _Seen(_some(chance, len(targets), growing.rows), _some(chance, binned.features, growing.features))
        tree = _tree(binned, seen, pull, weights, left_over, quantile, growing)
        predicted += _of_all(tree, rows)
        trees.append(tree)
    return Trees(start, tuple(trees))


def _some(chance: np.random.Generator, many: int, share: float) -> Rows:
    return np.sort(chance.choice(many, max(round(share * many), 1), replace=False))


def quantile_of(values: Numbers, weights: Numbers, quantile: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order[min(bisect_right(reached.tolist(), quantile * reached[-1]), len(values) - 1)]])


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What a tree may look at."""

    rows: Rows
    features: Rows


@dataclass(slots=True, eq=False)
class _Leaf:
    rows: Rows
    pulls: Numbers
    weights: Numbers
    counts: Numbers
    node: int
    gain: float = 0.0
    feature: int = -1
    step: int = 0

    def seek(self, smallest: int) -> None:
        """The split that sets the pulls apart most."""
        pull, weight, count = (np.cumsum(each, axis=1)[:, :-1] for each in (self.pulls, self.weights, self.counts))
        all_pull, all_weight, many = self.pulls[0].sum(), self.weights[0].sum(), len(self.rows)
        with np.errstate(divide="ignore", invalid="ignore"):
            gains = pull**2 / weight + (all_pull - pull) ** 2 / (all_weight - weight) - all_pull**2 / all_weight
        gains[(count < smallest) | (many - count < smallest)] = 0
        best = int(np.argmax(gains))
        self.feature, self.step = divmod(best, gains.shape[1])
        self.gain = float(gains[self.feature, self.step])


def _tree(
    binned: Binned,
    seen: _Seen,
    pull: Numbers,
    weights: Numbers,
    left_over: Numbers,
    quantile: float,
    growing: Growing,
) -> Tree:
    """The leaf that gains most is split next, until there are enough."""
    ones = np.ones(len(pull))

    def leaf(rows: Rows, node: int) -> _Leaf:
        pulls, weighs, counts = (binned.sums(rows, seen.features, each) for each in (pull, weights, ones))
        made = _Leaf(rows, pulls, weighs, counts, node)
        made.seek(growing.smallest_leaf)
        return made

    feature, threshold, low, high, value = [-1], [0.0], [0], [0], [0.0]
    leaves = [leaf(seen.rows, 0)]
    while len(leaves) < growing.leaves:
        best = max(leaves, key=lambda each: each.gain)
        if best.gain <= 0:
            break
        split_by = int(seen.features[best.feature])
        below = binned.codes[best.rows, split_by] <= best.step
        feature[best.node] = split_by
        threshold[best.node] = float(binned.edges[split_by][best.step])
        low[best.node], high[best.node] = len(feature), len(feature) + 1
        feature += [-1, -1]
        threshold += [0.0, 0.0]
        value += [0.0, 0.0]
        low += [0, 0]
        high += [0, 0]
        leaves.remove(best)
        leaves += [leaf(best.rows[below], low[best.node]), leaf(best.rows[~below], high[best.node])]
    for each in leaves:
        value[each.node] = growing.rate * quantile_of(left_over[each.rows], weights[each.rows], quantile)
    return Tree(tuple(feature), tuple(threshold), tuple(low), tuple(high), tuple(value))


def of_all(trees: Trees, rows: Numbers) -> Numbers:
    """What trees say of many rows at once."""
    total: Numbers = trees.start + np.sum([_of_all(tree, rows) for tree in trees.trees], axis=0)
    return total


def _of_all(tree: Tree, rows: Numbers) -> Numbers:
    """All of them walk one step down at a time."""
    feature, threshold = np.array(tree.feature), np.array(tree.threshold)
    low, high = np.array(tree.low), np.array(tree.high)
    at = np.zeros(len(rows), dtype=np.int64)
    while (feature[at] >= 0).any():
        below = rows[np.arange(len(rows)), np.maximum(feature[at], 0)] < threshold[at]
        at = np.where(feature[at] < 0, at, np.where(below, low[at], high[at]))
    found: Numbers = np.array(tree.value)[at]
    return found
