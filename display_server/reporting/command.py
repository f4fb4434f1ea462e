"""`motcua headline` and `motcua report`: figures and files on a command line. Imports the server only as it runs."""

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast, get_args

import click

DAY = click.DateTime(["%Y-%m-%d"])
OF_FIGURES, OF_JOURNAL = ("csv", "xlsx", "pdf"), ("jsonl", "parquet")


@click.command("headline")
@click.option("--hall", metavar="SLUG", required=True)
@click.option("--from", "first_day", type=DAY, required=True, help="The first local day, as 2026-01-01.")
@click.option("--to", "last_day", type=DAY, required=True, help="The last local day, included.")
@click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
def headline_command(hall: str, first_day: datetime, last_day: datetime, database: str | None) -> None:
    """Print what the hall reports of these days: JSON, and on standard error the sentence for a report.

    The sentence stands in the JSON too, in Vietnamese and English.
    """
    from display_server.process.settings import Settings
    from display_server.statistics.headline_queries import headline_of
    from display_server.store.database import open_database
    from display_server.store.hall import Halls

    if first_day > last_day:
        raise click.UsageError("The first day is after the last: exchange --from and --to.")
    settings = Settings(**({"database_url": database} if database else {}))  # type: ignore[arg-type]
    told = headline_of(Halls(open_database(settings.database))[hall], first_day.date(), last_day.date())
    click.echo(told.model_dump_json(indent=2))
    click.echo(told.sentence["vi"], err=True)


@click.command("report")
@click.option("--hall", metavar="SLUG", required=True)
@click.option("--from", "first_day", type=DAY, required=True, help="The first local day, as 2026-01-01.")
@click.option("--to", "last_day", type=DAY, required=True, help="The last local day, included.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice((*OF_FIGURES, *OF_JOURNAL)),
    required=True,
    help="csv, xlsx and pdf tell the figures; jsonl and parquet are the raw journal.",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", required=True, help="Never overwritten.")
@click.option("--group-by", metavar="GROUP", help="Of figures: service (as without it), counter, hour, day …")
@click.option("--language", metavar="CODE", help="Of figures: vi (as without it) or en.")
@click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
def report_command(
    hall: str,
    first_day: datetime,
    last_day: datetime,
    file_format: str,
    output: Path,
    group_by: str | None,
    language: str | None,
    database: str | None,
) -> None:
    """Write the figures of some days, or their raw journal, into FILE. The server may run."""
    from display_server.contract import GroupBy
    from display_server.domain.security_log import AT_THE_MACHINE, Deed, Kind
    from display_server.process.settings import Settings
    from display_server.statistics.report_file import new_file, report_of, write_journal
    from display_server.store.accounts import Accounts
    from display_server.store.database import open_database
    from display_server.store.hall import Halls, system_clock
    from display_server.words import LANGUAGES

    if first_day > last_day:
        raise click.UsageError("The first day is after the last: exchange --from and --to.")
    if file_format in OF_JOURNAL and (group_by or language):
        raise click.UsageError(f"--group-by and --language are of {', '.join(OF_FIGURES)}: leave them out.")
    _one_of("--group-by", group_by, get_args(GroupBy))
    _one_of("--language", language, LANGUAGES)
    first, last = first_day.date(), last_day.date()
    engine = open_database(Settings(**({"database_url": database} if database else {})).database)  # type: ignore[arg-type]
    asked = Halls(engine)[hall]
    with new_file(output) as file:
        if file_format in OF_JOURNAL:
            days = [first + timedelta(days=nth) for nth in range((last - first).days + 1)]
            write_journal(asked, days, file_format, file, _shown)
        else:
            group = cast("GroupBy", group_by or "service")
            file.write(report_of(asked, (first, last), file_format, group, language or LANGUAGES[0]))
    Accounts(engine).log.add(system_clock(), Deed(Kind.EXPORTED, AT_THE_MACHINE, output.name, hall))


def _one_of(option: str, given: str | None, known: tuple[str, ...]) -> None:
    if given is not None and given not in known:
        raise click.BadParameter(f"choose one of {', '.join(known)}", param_hint=option)


def _shown(days: list[date]) -> Iterator[date]:
    """With a bar that says how far it is, on standard error."""
    with click.progressbar(days, label="journal", file=sys.stderr) as shown:
        yield from shown
