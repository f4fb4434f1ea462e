"""A report as a file for spreadsheets. Knows nothing of how the figures came about."""

import csv
import io
from collections.abc import Callable

from display_server.contract import Measures, RatingMeasures, Statistics, StatisticsRow, TimeSpent, Utilisation
from display_server.reporting.document import Table
from display_server.words import N_, say

Cell = str | int | float | None

MEASURES: tuple[tuple[str, Callable[[Measures], Cell]], ...] = (
    (N_("%(what)s: count"), lambda measures: measures.count),
    (N_("%(what)s: mean (min)"), lambda measures: measures.mean),
    (N_("%(what)s: median (min)"), lambda measures: measures.p50),
    (N_("%(what)s: P80 (min)"), lambda measures: measures.p80),
    (N_("%(what)s: P90 (min)"), lambda measures: measures.p90),
    (N_("%(what)s: longest (min)"), lambda measures: measures.max),
)


def _given(ratings: RatingMeasures, score: int) -> Cell:
    return None if ratings.withheld else ratings.counts[score - 1]


COUNTS: tuple[tuple[str, Callable[[StatisticsRow], Cell]], ...] = (
    (N_("Issued"), lambda row: row.issued),
    (N_("Served"), lambda row: row.served),
    (N_("No-shows"), lambda row: row.no_shows),
    (N_("Cancelled"), lambda row: row.cancelled),
    (N_("Still in the hall"), lambda row: row.waiting),
)
TARGET: tuple[tuple[str, Callable[[StatisticsRow], Cell]], ...] = (
    (N_("Waits within target (share)"), lambda row: row.waits.within_target),
)
RATINGS: tuple[tuple[str, Callable[[StatisticsRow], Cell]], ...] = (
    (N_("Ratings: count"), lambda row: row.ratings.count),
    (N_("Ratings: mean (1 to 4)"), lambda row: row.ratings.mean),
    (N_("Not satisfied"), lambda row: _given(row.ratings, 1)),
    (N_("Neutral"), lambda row: _given(row.ratings, 2)),
    (N_("Satisfied"), lambda row: _given(row.ratings, 3)),
    (N_("Very satisfied"), lambda row: _given(row.ratings, 4)),
    (N_("Response rate (share)"), lambda row: row.ratings.response_rate),
)
FORGOTTEN: tuple[tuple[str, Callable[[StatisticsRow], Cell]], ...] = (
    (N_("Service time unknown"), lambda row: row.inaccurate),
    (N_("Counters left open"), lambda row: row.left_open),
)


SPENT: tuple[tuple[str, Callable[[Utilisation], TimeSpent]], ...] = (
    (N_("With a visitor"), lambda hours: hours.serving),
    (N_("Idle, with a queue"), lambda hours: hours.idle_with_queue),
    (N_("Idle, without a queue"), lambda hours: hours.idle_without_queue),
    (N_("Paused"), lambda hours: hours.paused),
    (N_("Closed in opening hours"), lambda hours: hours.closed),
)
"""What counters do with the opening hours: each has its minutes and its share."""


DECIMAL_COMMA = frozenset({"vi"})
"""Languages that write 7,5: there spreadsheets take the semicolon to part the columns."""


def to_csv(statistics: Statistics, language: str) -> bytes:
    """The report with its total as CSV (RFC 4180), headed in this language and with the marks of its spreadsheets.

    It is UTF-8 with a byte order mark, by which Excel knows that Vietnamese is not Windows-1252.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language in DECIMAL_COMMA else ",")
    notes = {each.day.isoformat(): _harmless(each.note) for each in statistics.notes}
    by_day = statistics.group_by == "day" and bool(notes)
    noted = [say(language, N_("Note"))] if by_day else []
    total = statistics.total
    details = (*rating_details_header(total, language), *hours_header(total, language))
    writer.writerow([*_header(language), *details, *noted])
    for row in _rows(statistics):
        note = [notes.get(row.key)] if by_day else []
        figures = (*_figures(row), *rating_details(row, total), *hours(row, total), *note)
        writer.writerow([_harmless(row.name.get(language, row.key)), *(_written(each, language) for each in figures)])
    return text.getvalue().encode("utf-8-sig")


def table_csv(table: Table, language: str) -> bytes:
    """A table of a document as CSV, with the marks of this language's spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language in DECIMAL_COMMA else ",")
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([_harmless(each) if isinstance(each, str) else _written(each, language) for each in row])
    return text.getvalue().encode("utf-8-sig")


def _written(figure: Cell, language: str) -> Cell:
    """A decimal as a spreadsheet of this language reads it."""
    return str(figure).replace(".", ",") if isinstance(figure, float) and language in DECIMAL_COMMA else figure


def _rows(statistics: Statistics) -> tuple[StatisticsRow, ...]:
    return (*statistics.rows, statistics.total)


def _header(language: str) -> list[str]:
    waits, services = say(language, N_("Wait")), say(language, N_("Service time"))
    others = [say(language, N_("Way to the counter")), say(language, N_("Parked")), say(language, N_("Whole visit"))]
    return [
        say(language, N_("Group")),
        *(say(language, heading) for heading, _ in COUNTS),
        *(say(language, heading, what=waits) for heading, _ in MEASURES),
        *(say(language, heading) for heading, _ in TARGET),
        *(say(language, heading, what=services) for heading, _ in MEASURES),
        *(say(language, heading) for heading, _ in (*RATINGS, *FORGOTTEN)),
        *(say(language, heading, what=what) for what in others for heading, _ in MEASURES),
    ]


def _figures(row: StatisticsRow) -> list[Cell]:
    return [
        *(figure(row) for _, figure in COUNTS),
        *(figure(row.waits) for _, figure in MEASURES),
        *(figure(row) for _, figure in TARGET),
        *(figure(row.service_times) for _, figure in MEASURES),
        *(figure(row) for _, figure in (*RATINGS, *FORGOTTEN)),
        *(figure(of) for of in (row.walks, row.parked, row.visits) for _, figure in MEASURES),
    ]


def rating_details_header(total: StatisticsRow, language: str) -> list[str]:
    """A column for each reason, two for each indicator."""
    reasons = [
        _harmless(say(language, N_("Reason: %(reason)s"), reason=reason.name.get(language, reason.slug)))
        for reason in total.ratings.reasons
    ]
    indicators = [
        say(language, heading, indicator=indicator.name[language])
        for indicator in total.ratings.indicators
        for heading in (N_("Indicator %(indicator)s: count"), N_("Indicator %(indicator)s: mean (0 to 2)"))
    ]
    return reasons + indicators


def rating_details(row: StatisticsRow, total: StatisticsRow) -> list[Cell]:
    """The row's figures under `rating_details_header` of this total."""
    if row.ratings.withheld:
        return [None] * (len(total.ratings.reasons) + 2 * len(total.ratings.indicators))
    measured = [figure for each in row.ratings.indicators for figure in (each.count, each.mean)]
    return [*(reason.count for reason in row.ratings.reasons), *measured]


def hours_header(total: StatisticsRow, language: str) -> list[str]:
    """The opening hours, minutes and share of each way to spend them, and minutes for each reason of a pause."""
    if total.utilisation is None:
        return []
    spent = [
        say(language, heading, what=say(language, what))
        for what, _ in SPENT
        for heading in (N_("%(what)s (min)"), N_("%(what)s (share)"))
    ]
    pauses = [
        _harmless(say(language, N_("Paused, %(reason)s (min)"), reason=each.reason or say(language, NO_REASON)))
        for each in total.utilisation.pauses
    ]
    return [say(language, N_("Opening hours (min)")), *spent, *pauses]


NO_REASON = N_("reason no longer kept")


def hours(row: StatisticsRow, total: StatisticsRow) -> list[Cell]:
    """The row's figures under `hours_header` of this total; none where the groups are not of counters."""
    if total.utilisation is None:
        return []
    of = row.utilisation
    if of is None:
        return [None] * (1 + 2 * len(SPENT) + len(total.utilisation.pauses))
    paused = {each.reason: each.minutes for each in of.pauses}
    spent = [figure for _, part in SPENT for figure in (part(of).minutes, part(of).share)]
    return [of.minutes, *spent, *(paused.get(each.reason, 0.0) for each in total.utilisation.pauses)]


def _harmless(name: str) -> str:
    """A name that a spreadsheet will not run as a formula (OWASP, "CSV Injection")."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
