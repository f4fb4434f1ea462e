"""The figures of some days as a document in one language: sheets of a spreadsheet, pages of paper. Counts nothing."""

from collections.abc import Callable, Mapping, Sequence

from display_server.contract import GroupBy, Measures, Statistics, StatisticsRow
from display_server.reporting.document import Cell, Chart, Column, Document, Kind, Table
from display_server.statistics.definitions import DEFINITIONS
from display_server.statistics.export import (
    COUNTS,
    FORGOTTEN,
    MEASURES,
    RATINGS,
    SPENT,
    TARGET,
    hours,
    hours_header,
    rating_details,
    rating_details_header,
)
from display_server.statistics.headline import day_of
from display_server.words import N_, say

GROUPS: Mapping[GroupBy, str] = {
    "service": N_("Service"),
    "department": N_("Department"),
    "counter": N_("Counter"),
    "officer": N_("Officer"),
    "hour": N_("Hour"),
    "quarter": N_("Quarter of an hour"),
    "weekday": N_("Weekday"),
    "weekday_hour": N_("Weekday and hour"),
    "day": N_("Day"),
    "month": N_("Month"),
    "priority_class": N_("Priority"),
    "outcome": N_("Outcome"),
    "language": N_("Language"),
}
OTHER_TIMES: tuple[tuple[str, Callable[[StatisticsRow], Measures]], ...] = (
    (N_("Way to the counter"), lambda row: row.walks),
    (N_("Parked"), lambda row: row.parked),
    (N_("Whole visit"), lambda row: row.visits),
)
P80 = 3
"""The place among `MEASURES` of the wait that four of five stayed below."""

Figures = tuple[Column, Callable[[StatisticsRow], Cell]]


def figures_document(statistics: Statistics, hall: Mapping[str, str], language: str) -> Document:
    """What the page and the API tell of these days, and at its end what each figure means."""
    tables = (
        _waits(statistics, language),
        _service_times(statistics, language),
        *(_table(statistics, language, what, _measured(what, of, language)) for what, of in OTHER_TIMES),
        _ratings(statistics, language),
        *_rating_details(statistics, language),
        *_utilisation(statistics, language),
        *_notes(statistics, language),
        _definitions(language),
    )
    period = say(
        language,
        N_("From %(first)s to %(last)s"),
        first=day_of(statistics.first_day),
        last=day_of(statistics.last_day),
    )
    title = say(language, N_("Waiting and service times"))
    return Document(title, hall.get(language) or next(iter(hall.values())), period, tables, language)


def _waits(statistics: Statistics, language: str) -> Table:
    counted: list[Figures] = [(Column(say(language, heading)), figure) for heading, figure in COUNTS]
    within: list[Figures] = [(Column(say(language, heading), Kind.SHARE), figure) for heading, figure in TARGET]
    measured = _measured(N_("Wait"), lambda row: row.waits, language)
    chart = Chart(say(language, N_("The wait that 8 of 10 stayed below, in minutes")), 1 + len(counted) + P80)
    return _table(statistics, language, N_("Waits"), [*counted, *measured, *within], chart)


def _service_times(statistics: Statistics, language: str) -> Table:
    what = N_("Service time")
    forgotten: list[Figures] = [(Column(say(language, heading)), figure) for heading, figure in FORGOTTEN]
    return _table(statistics, language, what, [*_measured(what, lambda row: row.service_times, language), *forgotten])


def _measured(what: str, of: Callable[[StatisticsRow], Measures], language: str) -> list[Figures]:
    def column(nth: int, heading: str) -> Column:
        return Column(say(language, heading, what=say(language, what)), Kind.MINUTES if nth else Kind.COUNT)

    def figure(measure: Callable[[Measures], Cell]) -> Callable[[StatisticsRow], Cell]:
        return lambda row: measure(of(row))

    return [(column(nth, heading), figure(measure)) for nth, (heading, measure) in enumerate(MEASURES)]


def _ratings(statistics: Statistics, language: str) -> Table:
    kinds = (Kind.COUNT, Kind.MEAN, *(Kind.COUNT,) * 4, Kind.SHARE)
    figures: list[Figures] = [
        (Column(say(language, heading), kind), figure) for kind, (heading, figure) in zip(kinds, RATINGS, strict=True)
    ]
    return _table(statistics, language, N_("Ratings"), figures)


def _rating_details(statistics: Statistics, language: str) -> Sequence[Table]:
    """Reasons and indicators, where the hall asks for any."""
    of, headings = statistics.total, rating_details_header(statistics.total, language)
    if not headings:
        return ()
    kinds = (*(Kind.COUNT,) * len(of.ratings.reasons), *(Kind.COUNT, Kind.MEAN) * len(of.ratings.indicators))

    def figure(place: int) -> Callable[[StatisticsRow], Cell]:
        return lambda row: rating_details(row, of)[place]

    figures: list[Figures] = [
        (Column(heading, kind), figure(place))
        for place, (heading, kind) in enumerate(zip(headings, kinds, strict=True))
    ]
    return (_table(statistics, language, N_("Reasons and indicators"), figures),)


def _utilisation(statistics: Statistics, language: str) -> Sequence[Table]:
    """What counters did with the opening hours; of the whole hall alone, where the rows are not of counters."""
    of, headings = statistics.total, hours_header(statistics.total, language)
    if of.utilisation is None or not of.utilisation.minutes:
        return ()
    kinds = (Kind.MINUTES, *(Kind.MINUTES, Kind.SHARE) * len(SPENT), *(Kind.MINUTES,) * len(of.utilisation.pauses))

    def figure(place: int) -> Callable[[StatisticsRow], Cell]:
        return lambda row: hours(row, of)[place]

    figures: list[Figures] = [
        (Column(heading, kind), figure(place))
        for place, (heading, kind) in enumerate(zip(headings, kinds, strict=True))
    ]
    return (_table(statistics, language, N_("Utilisation"), figures),)


def _notes(statistics: Statistics, language: str) -> Sequence[Table]:
    """What is to be known of single days, where anything is."""
    if not statistics.notes:
        return ()
    columns = (Column(say(language, N_("Day")), Kind.TEXT, 24), Column(say(language, N_("Note")), Kind.PROSE, 120))
    name = say(language, N_("Notes to days"))
    return (Table(name, name, columns, tuple((day_of(each.day), each.note) for each in statistics.notes)),)


def _definitions(language: str) -> Table:
    columns = (
        Column(say(language, N_("Figure")), Kind.TEXT, 24),
        Column(say(language, N_("What the figures mean")), Kind.PROSE, 120),
    )
    rows = tuple((say(language, each.name), say(language, each.text)) for each in DEFINITIONS)
    name = say(language, N_("Definitions"))
    return Table(name, name, columns, rows)


def _table(
    statistics: Statistics, language: str, name: str, figures: Sequence[Figures], chart: Chart | None = None
) -> Table:
    def cells(row: StatisticsRow) -> tuple[Cell, ...]:
        return (row.name.get(language, row.key), *(figure(row) for _, figure in figures))

    group = Column(say(language, GROUPS[statistics.group_by]), Kind.TEXT, 30)
    columns = (group, *(column for column, _ in figures))
    rows = tuple(map(cells, statistics.rows))
    said = say(language, name)
    return Table(said, said, columns, rows, total=cells(statistics.total), chart=chart)
