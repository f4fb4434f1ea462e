"""How long what names people is kept, as managers and administrators read it."""

from collections.abc import Sequence

from display_server import contract
from display_server.use_cases.retention import KeptNow


def classes(kept: Sequence[KeptNow]) -> contract.KeptClasses:
    return contract.KeptClasses(classes=tuple(map(_one, kept)))


def _one(kept: KeptNow) -> contract.KeptClass:
    return contract.KeptClass(
        kind=kept.kind.value,
        days=kept.days,
        since=kept.since,
        erased_at=kept.last.at if kept.last else None,
        erased=kept.last.erased if kept.last else None,
    )
