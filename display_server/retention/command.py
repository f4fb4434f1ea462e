"""`motcua retention` and `motcua person`: erasing what names people. Imports the server only as it runs."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from display_server.process.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from display_server.domain.retention import Erased
    from display_server.use_cases.forgetting import Forgotten

BY = "administrator"
database_option = click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
hall_option = click.option("--hall", metavar="SLUG", help="The hall, where the database has several.")


@click.group("retention")
def retention_command() -> None:
    """How long the halls keep what names people."""


@retention_command.command("run")
@click.option("--dry-run", is_flag=True, help="Only say how much would be erased.")
@database_option
def run(dry_run: bool, database: str | None) -> None:
    """Erase what was kept for long enough, now. The server does so by itself every night."""
    from display_server.store.erasures import Erasures
    from display_server.store.hall import Halls, system_clock
    from display_server.use_cases import retention

    engine = _open(database)
    erasures, halls = Erasures(engine), Halls(engine)
    found = [retention.due_in(erasures, halls[slug], at_once=True) for slug in halls.slugs()]
    for due in (*found, retention.due_in_all(erasures, system_clock())):
        erased = retention.count_due(erasures, due) if dry_run else retention.erase_what_is_due(erasures, due, BY)
        where = f"hall {due.slug}" if due.slug else "all halls"
        for kind, day in due.until.items():
            told = "would be erased" if dry_run else "erased"
            click.echo(f"{where}: {kind}, until {day}: {erased[kind]} {told}")


@retention_command.command("list")
@database_option
def list_retention(database: str | None) -> None:
    """Of each class: for how many days it is kept, since when it is there, and what was erased last."""
    from display_server.store.erasures import Erasures
    from display_server.store.hall import Halls
    from display_server.use_cases import retention

    engine = _open(database)
    erasures, halls = Erasures(engine), Halls(engine)
    for slug in halls.slugs():
        for kept in retention.overview(erasures, halls[slug]):
            last = f"{kept.last.erased} erased {kept.last.at.astimezone():%Y-%m-%d %H:%M}" if kept.last else "never"
            since = str(kept.since) if kept.since else "-"
            click.echo("\t".join((slug, kept.kind, f"{kept.days} days", since, last)))


@click.group("person")
def person_command() -> None:
    """What is kept of one person."""


@person_command.command("forget")
@hall_option
@click.option("--ticket", "number", metavar="A045", help="The visit with this number.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Of this local day; without it today.")
@click.option(
    "--card",
    is_flag=True,
    help="The visits of today for which this ID card was shown; its number is asked for, or read from standard input.",
)
@click.option("--officer", metavar="NAME", help="An officer who has left: in every hall, and the account.")
@database_option
def forget(
    hall: str | None, number: str | None, day: datetime | None, card: bool, officer: str | None, database: str | None
) -> None:
    """Erase what is kept of a person who asks for it by law. Say whom by one of --ticket, --card or --officer."""
    from display_server.store.accounts import Accounts
    from display_server.store.erasures import Erasures
    from display_server.store.hall import Halls, system_clock
    from display_server.use_cases.forgetting import Forgetting

    if sum((number is not None, card, officer is not None)) != 1:
        raise click.UsageError("Say whom by one of --ticket A045, --card or --officer NAME.")
    if day is not None and number is None:
        raise click.UsageError("--day goes with --ticket: of cards nothing is kept over the day.")
    engine = _open(database)
    halls = Halls(engine)
    forgetting = Forgetting(Erasures(engine), Accounts(engine), halls, system_clock, BY)
    if officer is not None:
        _tell_of_officer(forgetting.officer(officer))
        return
    place = halls[_one_of(halls.slugs(), hall)]
    if number is not None:
        _tell_of_visits(forgetting.ticket(place, number, day.date() if day else None))
    else:
        _tell_of_visits(forgetting.card(place, _card_number()))


def _card_number() -> str:
    """Never an argument: those stand in the machine's list of processes and in the shell's history."""
    typed: str = click.prompt("Card number", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    return typed.strip()


def _tell_of_visits(forgotten: "Forgotten") -> None:
    click.echo(f"{forgotten.visits} visits: {_counted(forgotten.erased)}; marks of the card erased; new slip code.")
    click.echo("Kept, since it names nobody: number, service, counter, times, score. Backups: see docs/operations.md.")


def _tell_of_officer(forgotten: "Forgotten") -> None:
    account = "account deleted" if forgotten.had_account else "there was no account"
    click.echo(f"{_counted(forgotten.erased)}; {account}.")
    click.echo(
        "Kept: the security log's entries, as proof of who changed what, for the days of [retention] security_log. "
        "Backups: see docs/operations.md."
    )


def _counted(erased: "Erased") -> str:
    return ", ".join(f"{kind} {count}" for kind, count in erased.items()) + " erased"


def _one_of(slugs: tuple[str, ...], hall: str | None) -> str:
    if hall is None and len(slugs) != 1:
        raise click.UsageError(f"Name the hall with --hall: {', '.join(slugs) or 'there is none yet'}.")
    return hall or slugs[0]


def _open(database: str | None) -> "Engine":
    from display_server.store.database import open_database

    settings = Settings() if database is None else Settings(database_url=database)
    return open_database(settings.database)
