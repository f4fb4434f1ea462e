"""The `motcua` command. Imports the server only inside the commands that need it: help and errors answer at once."""

import gc
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from display_server.access.command import user_command
from display_server.audit.command import audit_command
from display_server.authority.command import tls_command
from display_server.counter_leds.command import led_command
from display_server.domain.refusals import Refused
from display_server.estimates.command import backtest_command
from display_server.joining.command import device_command
from display_server.learning.command import estimates_command
from display_server.loudspeaker.command import announce_command
from display_server.planning.command import staffing_command, tomorrow_command, what_if_command
from display_server.process.settings import Settings
from display_server.reporting.command import headline_command, report_command
from display_server.retention.command import person_command, retention_command
from display_server.simulation.demo.command import demo_command
from display_server.simulation.replay.command import replay_command
from display_server.statistics.command import statistics_command
from display_server.voice.command import voice_command

if TYPE_CHECKING:
    from display_server.access.principals import Role

FOUND_SOMETHING_WRONG = 1
WRONG_USAGE = 2

PEM = click.Path(path_type=Path)
database_option = click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")


def main() -> None:
    """Runs the command; every failure is one line on standard error that names the mend."""
    try:
        status = commands.main(standalone_mode=False)
    except click.ClickException as error:
        _complain(error.format_message())
    except Refused as refusal:
        _complain(str(refusal))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    else:
        sys.exit(status if isinstance(status, int) else 0)


def _complain(message: str) -> None:
    print(f"motcua: {message}", file=sys.stderr)
    sys.exit(WRONG_USAGE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """The queue system of a one-stop public service hall."""


commands.add_command(replay_command)
commands.add_command(demo_command)
commands.add_command(device_command)
commands.add_command(led_command)
commands.add_command(user_command)
commands.add_command(audit_command)
commands.add_command(tls_command)
commands.add_command(retention_command)
commands.add_command(person_command)
commands.add_command(voice_command)
commands.add_command(announce_command)
commands.add_command(headline_command)
commands.add_command(report_command)
commands.add_command(statistics_command)
commands.add_command(backtest_command)
commands.add_command(what_if_command)
commands.add_command(staffing_command)
commands.add_command(tomorrow_command)
commands.add_command(estimates_command)


def settings_with(**given: object) -> Settings:
    """The environment's settings, with what the command line gave instead."""
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


@commands.command()
@click.option(
    "--hall",
    "hall_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="The hall to load.",
)
@click.option("--host", help="The address to listen on; 0.0.0.0 for the hall's network.")
@click.option("--port", type=click.IntRange(0, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes that share the port.")
@click.option("--tls", is_flag=True, default=None, help="https by the certificate that `motcua tls make` has made.")
@click.option("--tls-cert", type=PEM, metavar="FILE.pem", help="The server's certificate: with it, https only.")
@click.option("--tls-key", type=PEM, metavar="FILE.pem", help="The certificate's key.")
@database_option
def serve(
    hall_file: Path | None,
    host: str | None,
    port: int | None,
    workers: int | None,
    tls: bool | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    database: str | None,
) -> None:
    """Run the server; creates or upgrades the database and loads the hall file."""
    gc.disable()  # what is loaded now stays for ever: looking through it for garbage costs a tenth of the start
    from display_server.process.running import run

    settings = settings_with(
        host=host,
        port=port,
        workers=workers,
        tls=tls,
        tls_cert=tls_cert,
        tls_key=tls_key,
        database_url=database,
    )
    run(settings, hall_file)


@commands.command()
@click.argument("hall_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.toml")
@database_option
def load(hall_file: Path, database: str | None) -> None:
    """Bring a hall to its FILE while the server runs: every screen follows within seconds."""
    from display_server.process.running import load_hall

    for part in load_hall(settings_with(database_url=database), hall_file):
        click.echo(part)


@commands.group()
def token() -> None:
    """Bearer tokens of devices and programs."""


@token.command("create")
@click.option("--role", required=True)
@click.option("--hall", metavar="SLUG", help="The only hall that it is good for.")
@click.option("--counter", type=int, metavar="N", help="The only counter that it is good for.")
@click.option("--name", required=True, help="What the journal calls it.")
@database_option
def create_token(role: str, hall: str | None, counter: int | None, name: str, database: str | None) -> None:
    """Print a new bearer token, and nothing else."""
    from display_server.access import signing_in
    from display_server.access.principals import Principal
    from display_server.store.accounts import Accounts
    from display_server.store.database import open_database
    from display_server.store.hall import Halls, system_clock

    engine = open_database(settings_with(database_url=database).database)
    if hall is not None:
        plan = Halls(engine)[hall]
        with plan.reading() as reading:
            if counter is not None:
                reading.counters.numbered(counter)
    elif counter is not None:
        raise click.UsageError("--counter needs --hall: say which hall's counter it is.")
    principal = Principal(_role(role), name, hall, counter)
    click.echo(signing_in.create_token(Accounts(engine), system_clock, principal))


@commands.command()
@database_option
def doctor(database: str | None) -> int:
    """Check the database's invariants; one line per finding, exit 1 if anything is wrong."""
    from display_server.statistics.roll_ups import wrong_roll_ups
    from display_server.store.chain_audit import audit, audit_security_log
    from display_server.store.checkup import findings, halls_ahead_of
    from display_server.store.database import open_database
    from display_server.store.estimators import unreadable
    from display_server.store.hall import Halls, system_clock

    engine = open_database(settings_with(database_url=database).database)
    audited = [*audit(engine, None), audit_security_log(engine, None)]
    tampered = [each.finding for each in audited if each.finding is not None]
    found = [*findings(engine), *tampered, *halls_ahead_of(system_clock(), engine), *wrong_roll_ups(Halls(engine))]
    found += unreadable(engine)
    for finding in found:
        click.echo(finding)
    return FOUND_SOMETHING_WRONG if found else 0


@commands.command()
@click.argument("hall", metavar="HALL")
@click.option("--end-day", is_flag=True, help="End what goes on first: who waits needs a new ticket, counters close.")
@database_option
def put_clock_right(hall: str, end_day: bool, database: str | None) -> None:
    """Let a hall's time go with this machine's clock again, after that had been ahead and was put right."""
    from display_server.store.database import open_database
    from display_server.store.hall import Halls
    from display_server.use_cases import day

    halls = Halls(open_database(settings_with(database_url=database).database))
    was = day.put_clock_right(halls[hall], "administrator", ending=end_day)
    stood = f"its time stood at {was:%Y-%m-%d %H:%M:%S} UTC, and goes on" if was else "its time was right"
    click.echo(f"hall {hall}: {stood}")


@commands.command()
@click.argument("first", metavar="A045")
@click.argument("second", metavar="B017")
@click.option("--hall", metavar="SLUG", help="The hall, where the database has several.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The local day; without it today, or yesterday while its visits go on.",
)
@click.option("--service", metavar="SLUG", help="The stop in question, where visits have several.")
@click.option("--language", metavar="CODE", default="en", show_default=True)
@database_option
def why(
    first: str,
    second: str,
    hall: str | None,
    day: datetime | None,
    service: str | None,
    language: str,
    database: str | None,
) -> None:
    """Say why one of two numbers was called before the other."""
    from display_server import views
    from display_server.store.database import open_database
    from display_server.store.hall import Halls
    from display_server.words import LANGUAGES

    if language not in LANGUAGES:
        raise click.BadParameter(f"choose one of {', '.join(LANGUAGES)}", param_hint="--language")
    halls = Halls(open_database(settings_with(database_url=database).database))
    slugs = [hall] if hall else list(halls.slugs())
    if len(slugs) != 1:
        raise click.UsageError(f"Name the hall with --hall: {', '.join(slugs) or 'there is none yet'}.")
    with halls[slugs[0]].reading() as reading:
        click.echo(views.manager.why(reading, first, second, day.date() if day else None, service).because[language])


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@database_option
def backup(file: Path, database: str | None) -> None:
    """Copy the database into FILE, while the server runs; never overwrites."""
    from display_server.store.backup import back_up

    settings = settings_with(database_url=database)
    back_up(settings.database, file)
    if settings.media_dir.is_dir():
        click.echo(f"The displays' pictures and videos are not in it: copy {settings.media_dir} as well.")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@database_option
def restore(file: Path, database: str | None) -> None:
    """Make the backup FILE the database; refuses to overwrite one."""
    from display_server.store.backup import restore

    restore(file, settings_with(database_url=database).database)
    _step_over_forgotten(database)


@commands.command()
@database_option
def after_restore(database: str | None) -> None:
    """Give no number that the halls may have given since the backup; `motcua restore` does so by itself.

    For PostgreSQL, after pg_restore and before the server starts.
    """
    _step_over_forgotten(database)


def _step_over_forgotten(database: str | None) -> None:
    from display_server.store.database import open_database
    from display_server.store.hall import Halls
    from display_server.use_cases.offline import step_over_forgotten

    halls = Halls(open_database(settings_with(database_url=database).database))
    for slug in halls.slugs():
        with halls[slug].change("administrator") as change:
            step_over_forgotten(change)


def _role(name: str) -> "Role":
    from display_server.access.principals import Role

    try:
        return Role(name)
    except ValueError:
        raise click.UsageError(f"There is no role {name}. Choose one of: {', '.join(Role)}.") from None
