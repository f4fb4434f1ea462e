"""Fairness as a document in one language: waits by class, reasons, and every call out of order. Counts nothing."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from display_server.contract import CallOutOfOrder, Fairness
from display_server.reporting.document import Cell, Column, Document, Kind, Table
from display_server.statistics.headline import day_of
from display_server.words import N_, say


def fairness_document(fairness: Fairness, hall: Mapping[str, str], timezone: ZoneInfo, language: str) -> Document:
    period = say(
        language, N_("From %(first)s to %(last)s"), first=day_of(fairness.first_day), last=day_of(fairness.last_day)
    )
    tables = (_classes(fairness, language), _reasons(fairness, language), calls_table(fairness, timezone, language))
    title = say(language, N_("Fairness: waits by class, calls out of order"))
    return Document(title, hall.get(language) or next(iter(hall.values())), period, tables, language)


def _classes(of: Fairness, language: str) -> Table:
    columns = (
        Column(say(language, N_("Priority")), Kind.TEXT, 30),
        Column("n", Kind.COUNT),
        Column(say(language, N_("Median")), Kind.MINUTES),
        Column("P90", Kind.MINUTES),
        Column(say(language, N_("Within target")), Kind.SHARE),
    )
    rows = tuple(
        (each.name.get(language, each.key), each.waits.count, each.waits.p50, each.waits.p90, each.waits.within_target)
        for each in of.classes
    )
    name = say(language, N_("Waits by priority class"))
    return Table(name, name, columns, rows[:-1], total=rows[-1])


def _reasons(of: Fairness, language: str) -> Table:
    columns = (Column(say(language, N_("Reason")), Kind.TEXT, 50), Column(say(language, N_("Calls")), Kind.COUNT))
    rows = tuple((each.name[language], each.count) for each in of.reasons)
    name = say(language, N_("Reasons"))
    return Table(name, name, columns, rows)


def calls_table(of: Fairness, timezone: ZoneInfo, language: str) -> Table:
    """A row for each call out of order, the latest first."""
    headings = (
        *((N_("Day"), 12), (N_("Called at"), 10), (N_("Number"), 10), (N_("Service"), 30), (N_("Counter"), 10)),
        *((N_("Priority"), 20), (N_("Called before"), 12), (N_("Came at"), 10), (N_("Passed"), 10)),
        *((N_("Reason"), 40), (N_("What the officer wrote"), 40)),
    )
    counts = (N_("Counter"), N_("Passed"))
    columns = tuple(
        Column(say(language, heading), Kind.COUNT if heading in counts else Kind.TEXT, width)
        for heading, width in headings
    )
    rows = tuple(_cells(each, timezone, language) for each in of.listed)
    name = say(language, N_("Calls out of order"))
    return Table(name, name, columns, rows)


def _cells(of: CallOutOfOrder, timezone: ZoneInfo, language: str) -> tuple[Cell, ...]:
    def clock(moment: datetime) -> str:
        return f"{moment.astimezone(timezone):%H:%M}"

    return (
        *(
            day_of(of.at.astimezone(timezone).date()),
            clock(of.at),
            of.number,
            of.service_name.get(language, ""),
            of.counter,
        ),
        (of.class_name or {}).get(language),
        *(of.passed_number, clock(of.passed_came_at), of.passed, of.reason_name[language], of.words),
    )
