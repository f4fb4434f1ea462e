"""`motcua statistics`: keeping what was added up of past days. Imports the server only as it runs."""

import sys

import click

from display_server.process.settings import Settings


@click.group("statistics")
def statistics_command() -> None:
    """The figures of past days."""


@statistics_command.command("rebuild")
@click.option("--hall", metavar="SLUG", help="Of this hall alone.")
@click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
def rebuild(hall: str | None, database: str | None) -> None:
    """Add up every past day anew from the journal. The server may run; meanwhile figures are read from the journal."""
    from display_server.statistics.roll_ups import RollUps
    from display_server.store.database import open_database
    from display_server.store.hall import Halls
    from display_server.store.roll_ups import Grain, RollUpStore

    settings = Settings() if database is None else Settings(database_url=database)
    engine = open_database(settings.database)
    halls, roll_ups = Halls(engine), RollUps(RollUpStore(engine))
    for slug in [hall] if hall else halls.slugs():
        roll_ups.forget(halls[slug])
        due = roll_ups.due(halls[slug])
        with click.progressbar(due, label=slug, file=sys.stderr) as periods:
            for period in periods:
                roll_ups.add_up(halls[slug], period)
        days = sum(period.grain is Grain.DAY for period in due)
        click.echo(f"hall {slug}: {days} days added up")
