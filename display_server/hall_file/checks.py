"""What must hold between the keys of a hall file: unique names, known references, numbers that stay unambiguous.

Works on the raw tables, whatever they hold, so that it finds what it can beside findings of shape.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from display_server.domain.display_plan import Layout
from display_server.domain.holidays import countries
from display_server.domain.ticket_layout import BLOCKS, NEEDED
from display_server.domain.weekdays import WEEKDAYS
from display_server.hall_file.format import CLOCK, MENDS, Fault, did_you_mean, shown
from display_server.hall_file.lines import Path, dotted

UNIQUE = (
    "zones.*.slug",
    "priority_classes.*.slug",
    "departments.*.slug",
    "departments.*.services.*.slug",
    "counters.*.number",
    "kiosks.*.name",
    "displays.*.name",
    "rating.reasons.*.slug",
    "dossiers.received_for.*.slug",
    "reports.*.slug",
    "hall.numbering.*.prefix",
    "hall.special_days.*.date",
)
UNIQUE_IN_LIST = (
    "hall.languages.*",
    "reports.*.to.*",
    "voice.languages.*",
    "voice.packs.*",
    "hall.opening_hours.*.days.*",
    "counters.*.departments.*",
    "counters.*.services.*",
    "counters.*.helps.*",
    "counters.*.afterwards.*.*",
    "departments.*.services.*.next_stops.*",
)
REFERENCES = {
    "displays.*.zone": ("zone", "zones.*.slug"),
    "reports.*.language": ("language of the hall", "hall.languages.*"),
    "voice.languages.*": ("language of the hall", "hall.languages.*"),
    "departments.*.zone": ("zone", "zones.*.slug"),
    "counters.*.zone": ("zone", "zones.*.slug"),
    "counters.*.departments.*": ("department", "departments.*.slug"),
    "counters.*.services.*": ("service", "departments.*.services.*.slug"),
    "counters.*.afterwards.*.*": ("service", "departments.*.services.*.slug"),
    "counters.*.helps.*": ("service", "departments.*.services.*.slug"),
    "departments.*.services.*.next_stops.*": ("service", "departments.*.services.*.slug"),
    "hall.numbering.*.prefix": ("prefix", "departments.*.services.*.prefix"),
}
NAMES = (
    *("hall.name", "zones.*.name", "priority_classes.*.name", "departments.*.name", "departments.*.services.*.name"),
    *("departments.*.services.*.papers.*", "kiosks.*.place", "ticket.texts.*", "rating.reasons.*.name"),
    "dossiers.received_for.*.name",
)


def _find(raw: object, pattern: str) -> Iterator[tuple[Path, Any]]:
    """Every value at a path pattern (`*` is each element of a list or a table) with its path."""
    found: list[tuple[Path, Any]] = [((), raw)]
    for step in pattern.split("."):
        found = [
            ((*path, key), child)
            for path, node in found
            for key, child in (_elements(node) if step == "*" else _entry(node, step))
        ]
    return iter(found)


def _elements(node: object) -> Iterator[tuple[str | int, Any]]:
    match node:
        case list():
            yield from enumerate(node)
        case dict():
            yield from node.items()


def _entry(node: object, key: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict) and key in node:
        yield key, node[key]


def _words(raw: object, pattern: str) -> Iterator[tuple[Path, str | int | date]]:
    return ((path, value) for path, value in _find(raw, pattern) if isinstance(value, str | int | date))


def _repeats(raw: object) -> Iterator[Fault]:
    for pattern in UNIQUE + UNIQUE_IN_LIST:
        first: dict[object, Path] = {}
        for path, value in _words(raw, pattern):
            group = path[:-1] if pattern in UNIQUE_IN_LIST else ()
            before = first.setdefault((group, value), path)
            if before != path:
                mend = "name it once" if group else "give each its own"
                yield path, f"{shown(value)} is used already by {dotted(before)}", mend


def _unknown_references(raw: object) -> Iterator[Fault]:
    for pattern, (kind, target) in REFERENCES.items():
        known = [value for _, value in _words(raw, target) if isinstance(value, str)]
        for path, value in _words(raw, pattern):
            if isinstance(value, str) and value not in known:
                yield path, f"no {kind} is called {shown(value)}", did_you_mean(value, known)


def _idle_counters(raw: object) -> Iterator[Fault]:
    for path, counter in _find(raw, "counters.*"):
        if isinstance(counter, dict) and not (counter.get("departments") or counter.get("services")):
            yield path, "the counter serves nothing", "list the slugs of its departments or services"


def _services_without_counter(raw: object) -> Iterator[Fault]:
    whole = {value for _, value in _words(raw, "counters.*.departments.*")}
    single = {value for key in ("services.*", "afterwards.*.*") for _, value in _words(raw, f"counters.*.{key}")}
    for path, slug in _words(raw, "departments.*.services.*.slug"):
        department = dict(_words(raw, "departments.*.slug")).get(("departments", path[1], "slug"))
        if slug not in single and department not in whole:
            yield path[:-1], f"no counter serves {shown(slug)}", "add it or its department to a counter"


def _services_that_may_starve(raw: object) -> Iterator[Fault]:
    """A service that every counter puts off has no turn on a busy day, unless waiting long gives it one."""
    if any(True for _ in _find(raw, "hall.rules.help_after_minutes")):
        return
    counters = [counter for _, counter in _find(raw, "counters.*")]
    put_off = {value: path for path, value in _words(raw, "counters.*.afterwards.*.*")}
    for slug, path in put_off.items():
        if not any(slug in _first_tier(raw, counter) for counter in counters):
            mend = "set help_after_minutes in [hall.rules], or let one counter take it first"
            yield path, f"{shown(slug)} comes after others at every counter, so its visitors may wait all day", mend


def _first_tier(raw: object, counter: object) -> set[str | int | date]:
    departments = {value for _, value in _words(counter, "departments.*")}
    own = {value for _, value in _words(counter, "services.*")}
    for _, department in _find(raw, "departments.*"):
        if dict(_entry(department, "slug")).get("slug") in departments:
            own |= {value for _, value in _words(department, "services.*.slug")}
    return own - {value for _, value in _words(counter, "afterwards.*.*")}


def _ambiguous_prefixes(raw: object) -> Iterator[Fault]:
    prefixes = [
        (path, value) for path, value in _words(raw, "departments.*.services.*.prefix") if isinstance(value, str)
    ]
    for path, prefix in prefixes:
        for other, shorter in prefixes:
            if shorter and re.fullmatch(re.escape(shorter) + "[0-9]+", prefix):
                # After 999 numbers grow a digit: 1 and 1001 reads like 11 and 001.
                wrong = f'numbers of "{prefix}" could be read as numbers of "{shorter}" ({dotted(other)})'
                yield path, wrong, "choose a prefix that does not continue another one with digits"
                break


def _backward_numbers(raw: object) -> Iterator[Fault]:
    for path, table in _find(raw, "hall.numbering.*"):
        bounds = dict(_entry(table, "first")) | dict(_entry(table, "last"))
        first, last = bounds.get("first", 1), bounds.get("last")
        if isinstance(first, int) and isinstance(last, int) and last < first:
            yield (*path, "last"), f"is before the first, {first}", "let the last number follow the first"


def _backward_periods(raw: object) -> Iterator[Fault]:
    for path, start, end, _ in _periods(raw):
        if start >= end:
            yield path, f"the period from {start} to {end} ends before it begins", MENDS["periods"]


def _overlapping_periods(raw: object) -> Iterator[Fault]:
    clashes: dict[tuple[Path, str, str], list[str]] = defaultdict(list)
    special = {str(day) for _, day in _words(raw, "hall.special_days.*.date")}
    for day in (*WEEKDAYS, *sorted(special)):
        on_day = sorted((start, end, path) for path, start, end, days in _periods(raw) if day in days)
        for (_, end, _), (start, _, later) in pairwise(on_day):
            if start < end:
                clashes[later, start, end].append(day)
    for (later, start, end), days in clashes.items():
        wrong = f"begins at {start}, before another period ends at {end} ({', '.join(days)})"
        yield later, wrong, "let the periods of a day follow one another"


def _periods(raw: object) -> Iterator[tuple[Path, str, str, set[str]]]:
    """The well-written opening periods: path, start, end and their weekdays or dates."""
    tables = [*_find(raw, "hall.opening_hours.*"), *_find(raw, "hall.special_days.*")]
    for path, hours in tables:
        days = {str(day) for pattern in ("days.*", "date") for _, day in _words(hours, pattern)}
        for inner, period in _find(hours, "periods.*"):
            times = [value for _, value in _words({"at": period}, "at.*") if re.fullmatch(CLOCK, str(value))]
            if len(times) == 2:
                start, end = map(str, times)
                yield path + inner, start, "24:00" if end == "00:00" else end, days


def _languages_without_text(raw: object) -> Iterator[Fault]:
    languages = [str(language) for _, language in _words(raw, "hall.languages.*")]
    for pattern in NAMES:
        for path, texts in _find(raw, pattern):
            if isinstance(texts, dict):
                for language in languages:
                    if language not in texts:
                        yield (*path, language), "is missing", f'add the text in this language: {language} = "…"'
                for language in texts.keys() - set(languages) if languages else ():
                    yield (*path, language), "is not among hall.languages", did_you_mean(language, languages)


def _unusable_patterns(raw: object) -> Iterator[Fault]:
    for path, pattern in _find(raw, "hall.dossier_code_pattern"):
        try:
            re.compile(pattern if isinstance(pattern, str) else "")
        except (re.error, RecursionError, OverflowError) as error:
            yield path, f"is no regular expression ({error})", MENDS["dossier_code_pattern"]


def _unknown_countries(raw: object) -> Iterator[Fault]:
    for path, code in _find(raw, "hall.holidays"):
        if isinstance(code, str) and code not in countries():
            yield path, f"no holidays are known of {shown(code)}", MENDS["holidays"]


def _unknown_timezones(raw: object) -> Iterator[Fault]:
    for path, name in _find(raw, "hall.timezone"):
        if isinstance(name, str) and not _is_timezone(name):
            close = difflib.get_close_matches(name, sorted(available_timezones()), n=1, cutoff=0.8)
            mend = f"did you mean {close[0]}?" if close else MENDS["timezone"]
            yield path, f"no timezone is called {shown(name)}", mend


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):  # OSError: ZoneInfo("Asia") opens a folder
        return False
    return True


def _impossible_displays(raw: object) -> Iterator[Fault]:
    """A display shows one thing, and each counter lies in one direction from it."""
    counters = {number for _, number in _words(raw, "counters.*.number")}
    for path, display in _find(raw, "displays.*"):
        if not isinstance(display, dict):
            continue
        layout, zone, counter = display.get("layout", Layout.HALL), display.get("zone"), display.get("counter")
        if (layout == Layout.COUNTER) != (counter is not None):
            yield path, "names a counter and another layout", 'write counter beside layout = "counter", and only there'
        if layout == Layout.ZONE and zone is None:
            yield path, "does not say which zone it shows", MENDS["zone"]
        if zone is not None and layout not in (Layout.ZONE, Layout.TOTEM):
            yield path, "names a zone and another layout", 'write zone beside layout = "zone" or "totem"'
        first: dict[object, Path] = {}
        pointed = [*_words(display, "arrows.*.*"), *([(("counter",), counter)] if isinstance(counter, int) else [])]
        for within, number in pointed:
            if number not in counters:
                yield (*path, *within), f"no counter has the number {shown(number)}", MENDS["number"]
            elif within[0] == "arrows" and (before := first.setdefault(number, within)) != within:
                yield (*path, *within), f"counter {number} lies {before[1]} already", "name each counter once"


def _unknown_blocks(raw: object) -> Iterator[Fault]:
    texts = {name for _, names in _find(raw, "ticket.texts") if isinstance(names, dict) for name in names}
    for name in sorted(texts & set(BLOCKS)):
        yield ("ticket", "texts", name), "is what kiosks print by themselves", "give your text another name"
    for key in ("blocks", "narrow_blocks"):
        for path, block in _words(raw, f"ticket.{key}.*"):
            if block not in texts and block not in BLOCKS:
                yield path, f"no block is called {shown(block)}", did_you_mean(str(block), [*BLOCKS, *sorted(texts)])
        for path, blocks in _find(raw, f"ticket.{key}"):
            if isinstance(blocks, list) and blocks and NEEDED not in blocks:
                yield path, f"lacks the {NEEDED}", f"add {NEEDED}: without it the paper is no ticket"


CHECKS: tuple[Callable[[object], Iterator[Fault]], ...] = (
    _repeats,
    _unknown_references,
    _idle_counters,
    _services_without_counter,
    _services_that_may_starve,
    _ambiguous_prefixes,
    _backward_numbers,
    _backward_periods,
    _overlapping_periods,
    _languages_without_text,
    _unusable_patterns,
    _unknown_countries,
    _unknown_timezones,
    _unknown_blocks,
    _impossible_displays,
)
