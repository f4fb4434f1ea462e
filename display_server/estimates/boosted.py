"""The same trees, grown by LightGBM: the server's extra `estimates`. What it has grown is read without it."""

from collections.abc import Iterator, Mapping
from math import inf, nextafter
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from display_server.estimates.growing import Growing
from display_server.estimates.trees import Tree, Trees

Numbers = npt.NDArray[np.float64]


def grow(rows: Numbers, targets: Numbers, weights: Numbers, quantile: float, growing: Growing) -> Trees:
    return as_trees(boosted(rows, targets, weights, quantile, growing))


def boosted(rows: Numbers, targets: Numbers, weights: Numbers, quantile: float, growing: Growing) -> lightgbm.Booster:
    learning = {
        "objective": "quantile",
        "alpha": quantile,
        "num_leaves": growing.leaves,
        "learning_rate": growing.rate,
        "min_data_in_leaf": growing.smallest_leaf,
        "max_bin": growing.bins,
        "bagging_fraction": growing.rows,
        "bagging_freq": 1,
        "feature_fraction": growing.features,
        "seed": growing.seed,
        "deterministic": True,
        "force_row_wise": True,  # which of the two is faster would else be measured each night
        "num_threads": 1,  # a server learns beside its work
        "verbosity": -1,
    }
    return lightgbm.train(learning, lightgbm.Dataset(rows, targets, weight=weights / weights.mean()), growing.trees)


def as_trees(booster: lightgbm.Booster) -> Trees:
    """The start stands in the first tree's leaves."""
    return Trees(0.0, tuple(_tree(each["tree_structure"]) for each in booster.dump_model()["tree_info"]))


def _tree(root: Mapping[str, Any]) -> Tree:
    nodes = list(_in_order(root))
    at = {id(node): place for place, node in enumerate(nodes)}
    return Tree(
        feature=tuple(node.get("split_feature", -1) for node in nodes),
        # LightGBM sends what equals the threshold down the low side, our trees only what is below it.
        threshold=tuple(nextafter(node["threshold"], inf) if "threshold" in node else 0.0 for node in nodes),
        low=tuple(at[id(node["left_child"])] if "left_child" in node else 0 for node in nodes),
        high=tuple(at[id(node["right_child"])] if "right_child" in node else 0 for node in nodes),
        value=tuple(float(node.get("leaf_value", 0.0)) for node in nodes),
    )


def _in_order(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Each before those below it."""
    yield node
    for below in ("left_child", "right_child"):
        if below in node:
            yield from _in_order(node[below])
