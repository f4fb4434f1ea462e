"""The trees: they find what there is to find, keep to the wanted quantile, and read alike one by one and at once."""

import numpy as np
import pytest

from display_server.estimates.growing import Growing, grow, of_all, quantile_of
from display_server.estimates.trees import Trees, mean_of

chance = np.random.default_rng(5)
ROWS = np.column_stack([chance.uniform(0, 10, 4_000), chance.integers(0, 3, 4_000), np.full(4_000, 7.0)])
TARGETS = np.where(ROWS[:, 0] < 4, 1.0, 3.0) + ROWS[:, 1] + chance.normal(0, 0.2, 4_000)
ALIKE = np.ones(4_000)


def grown(quantile: float = 0.5, growing: Growing | None = None) -> Trees:
    return grow(ROWS, TARGETS, ALIKE, quantile, growing or Growing())


def test_trees_find_a_step_and_a_slope() -> None:
    trees = grown()

    assert [trees.of([each, 1.0, 7.0]) for each in (1.0, 9.0)] == pytest.approx([2, 4], abs=0.15)
    assert [trees.of([1.0, each, 7.0]) for each in (0.0, 2.0)] == pytest.approx([1, 3], abs=0.15)


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.9])
def test_the_wanted_share_lies_below(quantile: float) -> None:
    below = of_all(grown(quantile), ROWS) >= TARGETS

    assert below.mean() == pytest.approx(quantile, abs=0.03)


def test_one_row_and_all_rows_at_once_are_read_alike() -> None:
    trees = grown()

    assert of_all(trees, ROWS[:50]).tolist() == pytest.approx([trees.of(row) for row in ROWS[:50].tolist()])


def test_trees_stay_as_small_as_wanted_and_no_leaf_speaks_for_a_few() -> None:
    trees = grown(growing=Growing(trees=5, leaves=4, smallest_leaf=2_001)).trees

    assert len(trees) == 5
    assert all(tree.feature == (-1,) for tree in trees), "no split leaves 2,001 on both sides"
    assert all(tree.feature.count(-1) <= 4 for tree in grown(growing=Growing(trees=5, leaves=4)).trees)


def test_what_weighs_nothing_teaches_nothing() -> None:
    weights = np.where(ROWS[:, 0] < 4, 1.0, 0.0)

    taught = grow(ROWS, TARGETS, weights, 0.5, Growing())

    assert taught.start == pytest.approx(quantile_of(TARGETS[ROWS[:, 0] < 4], ALIKE[ROWS[:, 0] < 4], 0.5))


def test_each_tree_may_look_at_a_part_and_all_together_still_find_it() -> None:
    trees = grown(growing=Growing(rows=0.5, features=0.4))

    assert {each for tree in trees.trees for each in tree.feature} == {-1, 0, 1}, "nothing is split by what is alike"
    assert all(len({*tree.feature} - {-1}) <= 1 for tree in trees.trees), "each sees one of the three"
    assert trees.of([9.0, 1.0, 7.0]) - trees.of([1.0, 1.0, 7.0]) == pytest.approx(2, abs=0.3)


def test_chance_is_the_same_every_time_and_another_for_another_seed() -> None:
    once, again, other = (grown(growing=Growing(trees=3, rows=0.5, seed=seed)) for seed in (1, 1, 2))

    assert once == again
    assert once != other


def test_the_mean_of_trees_says_the_mean() -> None:
    several = [grown(quantile) for quantile in (0.2, 0.5, 0.7)]

    said = mean_of(several).of([5.0, 1.0, 7.0])

    assert said == pytest.approx(sum(each.of([5.0, 1.0, 7.0]) for each in several) / 3)
