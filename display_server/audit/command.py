"""`motcua audit`: whether the journal is what was written. Imports the server only as it runs."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from display_server.process.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from display_server.store.checkpoints import SignedCheckpoint

FOUND_SOMETHING_WRONG = 1
database_option = click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
hall_option = click.option("--hall", metavar="SLUG", help="Only this hall.")


@click.group("audit")
def audit_command() -> None:
    """Whether the journal and the security log are what was written, and signed."""


@audit_command.command("verify")
@hall_option
@click.option(
    "--checkpoints",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Checkpoints that were kept elsewhere: MOTCUA_CHECKPOINTS_FILE of the server, or typed from paper.",
)
@click.option(
    "--key", metavar="HEX", help="The only key that may have signed, as `motcua audit key` told it; else this server's."
)
@database_option
def verify(hall: str | None, file: Path | None, key: str | None, database: str | None) -> int:
    """Check every link of the chains, the journal's and the security log's, and every signature.

    Exit 1 and the first broken link of each.
    """
    from display_server.audit.journal_key import known_public_key
    from display_server.store.chain_audit import audit, audit_security_log

    settings = _settings(database)
    asked = (_open(settings), key or known_public_key(settings.data_dir), _lines(file) if file else ())
    audited = [*audit(*asked), audit_security_log(*asked)]
    if hall is not None and hall not in {each.hall for each in audited}:
        raise click.UsageError(f"There is no hall {hall} here.")
    wrong = 0
    for each in audited:
        if hall in (None, each.hall):
            wrong += each.finding is not None
            click.echo(each.finding or _in_order(each.hall, each.events, each.unchained, each.checkpoints))
    return FOUND_SOMETHING_WRONG if wrong else 0


def _in_order(hall: str, events: int, unchained: int, checkpoints: int) -> str:
    from display_server.domain.security_log import SECURITY_LOG

    if hall == SECURITY_LOG:
        return f"the security log: {events} entries hold; {checkpoints} checkpoints are signed"
    before = f", {unchained} of them from before there was a chain" if unchained else ""
    return f"hall {hall}: {events} events hold{before}; {checkpoints} checkpoints are signed"


@audit_command.command("checkpoints")
@hall_option
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Only those that were signed on this day (UTC).")
@database_option
def checkpoints(hall: str | None, day: object, database: str | None) -> None:
    """Print the signed checkpoints, a line each, to be kept elsewhere: on paper, or on another machine."""
    from datetime import datetime

    from display_server.store.checkpoints import every_checkpoint

    for signed in every_checkpoint(_open(_settings(database))):
        signed_on = signed.checkpoint.at.date()
        if hall in (None, signed.checkpoint.hall) and (not isinstance(day, datetime) or signed_on == day.date()):
            click.echo(signed.line())


@audit_command.command("log")
@hall_option
@click.option("--from", "since", type=click.DateTime(), help="Since this local time.")
@click.option("--to", "until", type=click.DateTime(), help="Until this local time.")
@click.option("--person", metavar="NAME", help="Only what this person did, or what was done to them.")
@click.option("--last", "most", type=click.IntRange(1), default=200, show_default=True, help="So many at most.")
@database_option
def security_log(
    hall: str | None,
    since: datetime | None,
    until: datetime | None,
    person: str | None,
    most: int,
    database: str | None,
) -> None:
    """Print the security log, the newest entry first: who came in, who could not, who changed what others may do."""
    from display_server.store.security_log import SecurityLog

    log = SecurityLog(_open(_settings(database)))
    asked_from, asked_to = (each.astimezone() if each else None for each in (since, until))
    for entry in log.page(most, since=asked_from, until=asked_to, person=person, hall=hall):
        deed = entry.deed
        facts = " ".join(f"{name}={_shown(value)}" for name, value in deed.facts.items())
        at = f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}"
        columns = (deed.kind, deed.by.name, deed.by.address, deed.about, deed.hall, facts)
        click.echo("\t".join((str(entry.id), at, *(each or "-" for each in columns))))


def _shown(value: object) -> str:
    match value:
        case list():
            return ",".join(map(str, value))
        case dict():
            return ",".join(f"{name}:{each}" for name, each in value.items()) or "-"
        case _:
            return str(value)


@audit_command.command("key")
def key() -> None:
    """Print the public key that checks this server's signatures; keep it where the server's disk is not."""
    from display_server.audit.journal_key import journal_key, public_key

    click.echo(public_key(journal_key(Settings().data_dir)))


def _settings(database: str | None) -> Settings:
    return Settings() if database is None else Settings(database_url=database)


def _open(settings: Settings) -> "Engine":
    from display_server.store.database import open_database

    return open_database(settings.database)


def _lines(file: Path) -> "Sequence[SignedCheckpoint]":
    from display_server.store.checkpoints import SignedCheckpoint

    return [SignedCheckpoint.from_line(line) for line in file.read_text().splitlines() if line.strip()]
