"""What strangers and devices could send, made by hypothesis. The same in each run; `make probe` makes more."""

import os
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st

PATIENT = os.environ.get("MOTCUA_PATIENCE") == "hours"
Json = Any


def fuzzed(examples: int) -> settings:
    return settings(
        max_examples=examples * (50 if PATIENT else 1),
        derandomize=not PATIENT,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


HUGE = st.sampled_from(["9" * 5000, "x" * 15_000, "[" * 8_000, "\u0660", "\ud83d\ude00", "\x00", "é" * 3000])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**31, -1, 2**63, 10**30])
    | st.floats()
    | st.text(max_size=30)
    | HUGE
)
JSON: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


def spoiled(good: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The good message with some of its fields left out, replaced by anything, or with some more."""
    one = st.tuples(st.sampled_from(sorted(good)) | st.text(max_size=8), JSON)
    left_out = st.sets(st.sampled_from(sorted(good)), max_size=2)
    return st.tuples(st.lists(one, max_size=3), left_out).map(
        lambda spoils: {name: value for name, value in {**good, **dict(spoils[0])}.items() if name not in spoils[1]}
    )
