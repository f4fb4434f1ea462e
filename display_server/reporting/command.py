"""`motcua headline`: the figures of some days on a command line. Imports the server only as it runs."""

from datetime import datetime

import click

DAY = click.DateTime(["%Y-%m-%d"])


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
