"""`motcua replay`: the replay at the command line. Prints the account as JSON; exit 1 where tickets went missing.

Imports the replay only when it runs, like the other commands: help and errors answer at once.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from display_server.simulation.replay.run import Replayed

ERRORS_SHOWN = 5


@click.command("replay")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--server", required=True, help="Where the server runs, such as http://127.0.0.1:8000.")
@click.option("--token", required=True, help="An administrator's token: it takes tickets and works counters.")
@click.option("--hall", default="dong-nai", show_default=True, help="The hall to play in.")
@click.option("--speed", type=click.FloatRange(min=0), default=60, show_default=True, help="0: as fast as it goes.")
@click.option("--office", help="An office of the file; without one the busiest day is played.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="A day of the file.")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first visitors.")
def replay_command(
    file: Path,
    server: str,
    token: str,
    hall: str,
    speed: float,
    office: str | None,
    date: datetime | None,
    limit: int | None,
) -> None:
    """Plays a real day of FILE in a running server and accounts for every ticket."""
    import httpx
    from socketio.exceptions import ConnectionError as NoSocket

    from display_server.simulation.public_api import ApiRefusal, NoAnswer, PublicApi
    from display_server.simulation.replay.real_day import NoSuchDay, read_day
    from display_server.simulation.replay.run import HallNotReady, replay

    api = PublicApi(server, token, hall)
    try:
        day = read_day(file, office, f"{date:%Y-%m-%d}" if date else None, limit)
        with click.progressbar(length=2 * len(day.visitors), label=f"{day.office} {day.date}", file=sys.stderr) as bar:
            played = replay(day, api, speed, on_progress=lambda: bar.update(1))
    except (NoSuchDay, HallNotReady, ApiRefusal, NoAnswer, httpx.HTTPError, NoSocket) as error:
        raise click.UsageError(str(error)) from error
    finally:
        api.close()
    _print(played)
    sys.exit(0 if played.complete else 1)


def _print(played: "Replayed") -> None:
    for words in played.errors[:ERRORS_SHOWN]:
        click.echo(words, err=True)
    if len(played.errors) > ERRORS_SHOWN:
        click.echo(f"… and {len(played.errors) - ERRORS_SHOWN} more errors", err=True)
    click.echo(json.dumps(played.summary(), ensure_ascii=False))
