"""What was tried on past days, written into a hall's file for an administrator to read and load.

The file's own words, order and comments stay. Whether the hall may then work so, `motcua hall check` says.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, TypeAlias, assert_never

import tomlkit
from tomlkit.exceptions import TOMLKitError

from display_server.domain.refusals import N_, NotValid
from display_server.planning.changes import (
    Change,
    HeadStart,
    HelpAfter,
    MoreCounters,
    NoShowAfter,
    OpenAt,
    Shared,
    WithoutCounter,
)

NO_HALL_FILE = N_("This is not a hall's file. Choose the one that the hall was loaded from.")
NOT_IN_IT = N_("The file has no %(thing)s. Choose the one that the hall was loaded from.")

_Toml: TypeAlias = Any
"""Whatever part of a document; tomlkit's own types do not tell a table from an array of them."""


def draft(text: str, changes: Iterable[Change], slug: str) -> str:
    """The text of this hall's file with these changes in it.

    Raises NotValid for a change that a file cannot say, and for what is no file of a hall, or not of this one.
    """
    try:
        hall = tomlkit.parse(text)
        if hall["hall"]["slug"] != slug:
            raise NotValid("hall_file", "This is the file of another hall. Choose the one of %(hall)s.", hall=slug)
        for change in changes:
            _write(change, hall)
    except (TOMLKitError, KeyError, TypeError, AttributeError) as wrong:
        raise NotValid("hall_file", NO_HALL_FILE) from wrong
    return tomlkit.dumps(hall)


def _write(change: Change, hall: _Toml) -> None:
    match change:
        case HeadStart(priority_class, minutes):
            _the(hall["priority_classes"], "slug", priority_class)["head_start_minutes"] = minutes
        case Shared(hours=None):
            _share(change.departments, hall)
        case MoreCounters(hours=None):
            _add_counter(change.like, hall)
        case Shared() | MoreCounters():
            raise NotValid("hours", "A hall's file has no counters by the hour. Save the draft without the hours.")
        case WithoutCounter(counter):
            hall["counters"].remove(_the(hall["counters"], "number", counter))
        case OpenAt(periods):
            for days in hall["hall"]["opening_hours"]:
                days["periods"] = [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in periods]
        case NoShowAfter(minutes):
            _rules(hall)["no_show_after_seconds"] = minutes * 60
        case HelpAfter(minutes):
            _rules(hall)["help_after_minutes"] = minutes
        case _:
            assert_never(change)


def _the(tables: _Toml, key: str, value: object) -> _Toml:
    found = next((table for table in tables if table[key] == value), None)
    if found is None:
        raise NotValid("hall_file", NOT_IN_IT, thing=value)
    return found


def _rules(hall: _Toml) -> _Toml:
    return hall["hall"].setdefault("rules", tomlkit.table())


def _share(departments: tuple[str, ...], hall: _Toml) -> None:
    """Whatever counter takes something of one of them takes all of all of them."""
    services = {
        service["slug"]
        for department in hall["departments"]
        if department["slug"] in departments
        for service in department["services"]
    }
    for counter in hall["counters"]:
        own = list(counter.get("departments", ()))
        if set(own) & set(departments) or set(counter.get("services", ())) & services:
            counter["departments"] = list(dict.fromkeys([*own, *departments]))


def _add_counter(like: int, hall: _Toml) -> None:
    added = deepcopy(_the(hall["counters"], "number", like))
    added["number"] = max(counter["number"] for counter in hall["counters"]) + 1
    hall["counters"].append(added)
