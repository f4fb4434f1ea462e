"""The security log, as administrators read it."""

from collections.abc import Sequence

from display_server import contract
from display_server.domain.security_log import LoggedDeed

A_PAGE = 100


def page(entries: Sequence[LoggedDeed]) -> contract.SecurityLogPage:
    """Of the `A_PAGE` entries that were asked for, and one more where there are more."""
    shown = entries[:A_PAGE]
    older = shown[-1].id if len(entries) > A_PAGE else None
    return contract.SecurityLogPage(entries=tuple(_entry(each) for each in shown), older=older)


def _entry(logged: LoggedDeed) -> contract.SecurityLogEntry:
    deed = logged.deed
    return contract.SecurityLogEntry.model_validate(
        {
            "id": logged.id,
            "at": logged.at,
            "kind": deed.kind.value,
            "by": deed.by.name or None,
            "address": deed.by.address,
            "about": deed.about,
            "hall": deed.hall,
            "role": deed.facts.get("role"),
            "counter": deed.facts.get("counter"),
            "times": deed.facts.get("times", 1),
            "changed": deed.facts.get("changed", ()),
            "erased": deed.facts.get("erased", {}),
        }
    )
