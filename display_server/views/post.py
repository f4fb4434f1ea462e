"""What passes between the hall and the post on a day, for whoever hands it over and for paper."""

from collections.abc import Iterable
from datetime import date

from display_server import contract
from display_server.domain.hall_plan import HallPlan
from display_server.domain.handled import ReturnBy
from display_server.domain.outcome import VisitOutcome
from display_server.reporting.document import Cell, Column, Document, Kind, Table
from display_server.store.queries.dossiers import HandledDossier
from display_server.store.reading import Reading
from display_server.words import N_, say


def of_day(reading: Reading, day: date) -> contract.PostOfDay:
    """Results that were returned by post at whatever counter; dossiers that were received at one of the post's."""
    noted = reading.dossiers.of_day(day)
    over = [each for each in noted if each.outcome is VisitOutcome.RETURNED and each.entry.return_by is ReturnBy.POST]
    fetched = [each for each in noted if each.outcome is VisitOutcome.RECEIVED and _at_the_posts(reading.plan, each)]
    return contract.PostOfDay(day=day, handed_over=_list(reading.plan, over), fetched=_list(reading.plan, fetched))


def _at_the_posts(plan: HallPlan, of: HandledDossier) -> bool:
    return plan.department_of(of.service).post_office


def _list(plan: HallPlan, dossiers: Iterable[HandledDossier]) -> contract.PostList:
    items = tuple(_item(plan, each) for each in dossiers)
    return contract.PostList(
        items=items, fees=sum(each.fee for each in items), charges=sum(each.charge for each in items)
    )


def _item(plan: HallPlan, of: HandledDossier) -> contract.PostItem:
    department, entry = plan.department(of.department), of.entry
    return contract.PostItem(
        code=entry.code,
        bars=_bars(entry.code),
        number=of.number,
        counter=of.counter,
        department_name=dict(department.name) if department else {},
        fee=entry.fee,
        charge=entry.charge,
        receipt=entry.receipt,
    )


def _bars(code: str | None) -> str | None:
    from display_server.reporting.code128 import modules  # noqa: PLC0415 (its library only where there is post)

    return modules(code) if code is not None else None


def document(of: contract.PostOfDay, plan: HallPlan, language: str) -> Document:
    """For paper: a list each, with room for two signatures."""
    tables = (
        _table(of.handed_over, say(language, N_("Results handed over to the post")), language),
        _table(of.fetched, say(language, N_("Dossiers fetched by the post")), language),
    )
    name = plan.name.get(language) or next(iter(plan.name.values()))
    return Document(say(language, N_("Post of a day")), name, f"{of.day:%d/%m/%Y}", tables, language)


def _table(items: contract.PostList, title: str, language: str) -> Table:
    columns = (
        Column(say(language, N_("No.")), Kind.COUNT, 5),
        Column(say(language, N_("Bar code")), Kind.BARCODE, 42),
        Column(say(language, N_("Dossier code")), Kind.TEXT, 26),
        Column(say(language, N_("Department")), Kind.TEXT, 26),
        Column(say(language, N_("Fee (đ)")), Kind.COUNT, 12),
        Column(say(language, N_("Charge (đ)")), Kind.COUNT, 12),
        Column(say(language, N_("Receipt number")), Kind.TEXT, 14),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(nth, each.code, each.code, each.department_name.get(language) or "–"),
            *(each.fee, each.charge, each.receipt),
        )
        for nth, each in enumerate(items.items, 1)
    )
    total: tuple[Cell, ...] = (*(len(rows), "", say(language, N_("Total")), "", items.fees, items.charges, ""),)
    signatures = say(language, N_("Handed over by: ……………………………    Taken over by: ……………………………"))
    return Table(title, title, columns, rows, ("", signatures), total)
