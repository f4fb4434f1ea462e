"""`motcua what-if`, `staffing` and `tomorrow`: decisions before they are made, at the command line.

Imports the rooms only as it runs, like the other commands.
"""

import json
import sys
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from display_server.process.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from display_server.contract import DepartmentStaffing, StaffingPlan
    from display_server.domain.hall_plan import HallPlan
    from display_server.planning.changes import Change
    from display_server.planning.comparison import Comparison, Row
    from display_server.planning.tomorrow import Expected, Forecast
    from display_server.store.hall import Hall

DAY = click.DateTime(["%Y-%m-%d"])
WEEKDAYS = click.Choice(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])


@click.command("what-if")
@click.option("--hall", metavar="SLUG", required=True)
@click.option("--from", "first_day", type=DAY, required=True, help="The first past day to live again.")
@click.option("--to", "last_day", type=DAY, required=True, help="The last one.")
@click.option("--head-start", multiple=True, metavar="CLASS=MINUTES", help="A class ranks so much earlier.")
@click.option("--shared", multiple=True, metavar="A,B[@09:00-11:00]", help="Departments that share their counters.")
@click.option("--more-counters", multiple=True, metavar="LIKE[@09:00-11:00]", help="One more such as counter LIKE.")
@click.option("--without-counter", multiple=True, metavar="NUMBER", help="A counter stays closed.")
@click.option("--open-at", multiple=True, metavar="07:00-11:30,13:00-17:00", help="Other opening hours.")
@click.option("--no-show-after", multiple=True, metavar="MINUTES", help="Who does not come is given up then.")
@click.option("--help-after", multiple=True, metavar="MINUTES", help="When counters that help out take others first.")
@click.option("--hall-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="To make a draft of.")
@click.option("--draft", type=click.Path(dir_okay=False, path_type=Path), help="Write the changed hall file here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
def what_if_command(
    hall: str,
    first_day: datetime,
    last_day: datetime,
    hall_file: Path | None,
    draft: Path | None,
    as_json: bool,
    database: str | None,
    **written: tuple[str, ...],
) -> None:
    """Live past days of a hall again with a change, by the rules that call visitors today: who gains, who loses."""
    from display_server.planning.questions import dates_asked, what_if
    from display_server.planning.written import read_changes

    if draft is not None and hall_file is None:
        raise click.UsageError("Name the file to change with --hall-file.")
    changes = read_changes((kind, text) for kind, texts in written.items() for text in texts)
    drafted = _drafted(hall, hall_file, draft, changes) if hall_file and draft else None
    with _hall(hall, database).reading() as reading:
        plan, dates = reading.plan, dates_asked(reading, first_day.date(), last_day.date())
        with click.progressbar(dates, label=hall, file=sys.stderr) as shown:
            compared = what_if(reading, shown, changes)
    if draft and drafted:
        draft.write_text(drafted, encoding="utf-8")
        click.echo(f"{draft}: a draft; check and load it as any hall file.", err=True)
    click.echo(json.dumps(asdict(compared), default=str, indent=1) if as_json else _table(compared, plan))


@click.command("staffing")
@click.option("--hall", metavar="SLUG", required=True)
@click.option("--from", "first_day", type=DAY, required=True, help="The first past day to plan by.")
@click.option("--to", "last_day", type=DAY, required=True, help="The last one.")
@click.option("--weekday", "weekdays", type=WEEKDAYS, multiple=True, help="Only such days.")
@click.option("--department", "departments", metavar="SLUG", multiple=True, help="Only these.")
@click.option("--within", type=click.IntRange(1, 240), default=15, show_default=True, help="Minutes to wait at most.")
@click.option("--share", type=click.IntRange(1, 99), default=80, show_default=True, help="Of a hundred visitors.")
@click.option("--xlsx", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Never overwritten.")
@click.option("--language", metavar="CODE", help="Of the file: vi (as without it) or en.")
@click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
def staffing_command(
    hall: str,
    first_day: datetime,
    last_day: datetime,
    weekdays: tuple[str, ...],
    departments: tuple[str, ...],
    within: int,
    share: int,
    xlsx: Path | None,
    language: str | None,
    database: str | None,
) -> None:
    """How many counters each department needs by the half hour, on days such as these, for a target of waits."""
    from display_server.planning.beside import staffing_plan
    from display_server.planning.questions import counters_needed, dates_asked
    from display_server.planning.staffing import Target

    target = Target(timedelta(minutes=within), share / 100)
    with _hall(hall, database).reading() as reading:
        plan, dates = reading.plan, dates_asked(reading, first_day.date(), last_day.date(), weekdays)
        with click.progressbar(dates, label=hall, file=sys.stderr) as shown:
            needed = staffing_plan(counters_needed(reading, shown, departments, target), target)
    if xlsx is not None:
        _write_workbook(xlsx, needed, plan, (dates[0], dates[-1]), language)
    for each in needed.departments:
        click.echo(_roster(each, plan))


@click.command("tomorrow")
@click.option("--hall", metavar="SLUG", required=True)
@click.option("--day", type=DAY, help="Without it the next day on which the hall opens.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with the half hours of each service.")
@click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
def tomorrow_command(hall: str, day: datetime | None, as_json: bool, database: str | None) -> None:
    """How many visitors a day will bring, by service and half hour, with a range that eight of ten days keep."""
    from display_server.planning.questions import forecast

    with _hall(hall, database).reading() as reading:
        plan, found = reading.plan, forecast(reading, day.date() if day else None)
    click.echo(_forecast_json(found) if as_json else _forecast(found, plan))


def _forecast_json(forecast: "Forecast") -> str:
    half_hours = [
        {"service": service, "start": f"{start:%H:%M}", **asdict(expected)}
        for (service, start), expected in forecast.half_hours.items()
    ]
    return json.dumps({**asdict(replace(forecast, half_hours={})), "half_hours": half_hours}, default=str, indent=1)


def _forecast(forecast: "Forecast", plan: "HallPlan") -> str:
    lines = [f"{forecast.day:%A %Y-%m-%d}: {_range(forecast.whole)} visitors"]
    for service, expected in forecast.services.items():
        lines.append(f"  {plan.service(service).name.get('en', service):<44.44}{_range(expected):>24}")
    if forecast.error is None:
        lines.append("Too few past days to judge by.")
    else:
        how = "how busy it has been lately and what kind of day it is" if forecast.by_lately else "such weekdays' mean"
        lines.append(
            f"By {how}; of the last {forecast.judged} days that was wrong by {forecast.error:.1%} a day, "
            f"the plain mean of weekdays by {forecast.plain_error or 0:.1%}; {forecast.inside or 0:.0%} stayed inside."
        )
    return "\n".join(lines)


def _range(expected: "Expected") -> str:
    return f"{expected.mean:.0f} ({expected.low} to {expected.high})"


def _write_workbook(
    target: Path, needed: "StaffingPlan", plan: "HallPlan", period: tuple[date, date], language: str | None
) -> None:
    from display_server.planning.staffing_document import staffing_document
    from display_server.reporting.spreadsheet import to_xlsx
    from display_server.statistics.report_file import new_file
    from display_server.words import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise click.BadParameter(f"choose one of {', '.join(LANGUAGES)}", param_hint="--language")
    with new_file(target) as file:
        file.write(to_xlsx(staffing_document(needed, plan, period, language or LANGUAGES[0])))


def _roster(needed: "DepartmentStaffing", plan: "HallPlan") -> str:
    department = plan.department(needed.department)
    name = department.name.get("en", needed.department) if department else needed.department
    lines = [
        f"{name}: {needed.visitors} visitors on {needed.days} days; counters were away {needed.away:.0%} of the time",
        f"  {'':<6}{'come':>6}{'counters':>10}{'planned':>9}{'there':>7}{'in target':>11}",
    ]
    for each in needed.half_hours:
        share = "–" if each.within is None else f"{each.within:.0%}"
        lines.append(
            f"  {each.start} {each.arrivals:>6.1f}{each.counters:>10}{each.rostered:>9}{each.were_there:>7.1f}"
            f"{share:>11}"
        )
    return "\n".join(lines)


def _hall(slug: str, database: str | None) -> "Hall":
    from display_server.store.database import open_database
    from display_server.store.hall import Halls

    settings = Settings() if database is None else Settings(database_url=database)
    return Halls(open_database(settings.database))[slug]


def _drafted(hall: str, file: Path, target: Path, changes: "Sequence[Change]") -> str:
    """Before days are lived for minutes: refuses what `motcua hall check` would refuse, and to overwrite."""
    from display_server.hall_file.reading import HallFileRefused, parse_hall
    from display_server.planning.draft import draft

    if target.exists():
        raise click.UsageError(f"{target} is there already. Name a new file.")
    text = draft(file.read_text(encoding="utf-8"), changes, hall)
    try:
        parse_hall(text, file.parent)
    except HallFileRefused as refused:
        raise click.UsageError(str(refused)) from refused
    return text


def _table(compared: "Comparison", plan: "HallPlan") -> str:
    lines = [
        f"{compared.days} days from {compared.first_day} to {compared.last_day}; waits in minutes, before → after",
        f"{'':<34}{'called':>14}{'mean':>16}{'P90':>16}{'in target':>14}{'gain':>7}{'lose':>7}{'not called':>14}",
        *(_line(row, plan) for row in compared.rows),
    ]
    if compared.replay_error_minutes is not None:
        lines.append(
            f"The days lived unchanged are {compared.replay_error_minutes:.1f} minutes from their journal for each "
            f"visitor, {compared.replay_bias_minutes:+.1f} on average: believe no smaller change."
        )
    spread = compared.rows[0].daily_change
    if spread is not None:
        better = f"shorter on {compared.rows[0].days_better} of {compared.days} days"
        lines.append(f"The mean wait of a day changed by {spread[0]:+.1f} to {spread[1]:+.1f} minutes; {better}.")
    before, after = compared.overtime_minutes
    lines.append(f"Counters went on after their time for {before:.0f} → {after:.0f} minutes a day.")
    return "\n".join(lines)


def _line(row: "Row", plan: "HallPlan") -> str:
    before, after = row.before, row.after
    return (
        f"{_name(row, plan):<34.34}{_change(before.n, after.n, '{:.0f}'):>14}"
        f"{_change(before.mean_minutes, after.mean_minutes, '{:.1f}'):>16}"
        f"{_change(before.p90_minutes, after.p90_minutes, '{:.1f}'):>16}"
        f"{_change(before.within_target, after.within_target, '{:.0%}'):>14}"
        f"{row.gain:>7}{row.lose:>7}{_change(before.uncalled, after.uncalled, '{:.0f}'):>14}"
    )


def _change(before: float | None, after: float | None, form: str) -> str:
    return " → ".join("–" if each is None else form.format(each) for each in (before, after))


def _name(row: "Row", plan: "HallPlan") -> str:
    match row.kind, row.key:
        case "hall", _:
            return "everybody"
        case "priority_class", "":
            return "without a class"
        case "priority_class", slug:
            return plan.priority_class(slug).name.get("en") or slug
        case _, slug:
            department = plan.department(slug)
            return department.name.get("en", slug) if department else slug
