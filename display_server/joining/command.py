"""`motcua device`: which devices there are, which wait to be let in, and letting them in or out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from display_server.process.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

database_option = click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")


@click.group("device")
def device_command() -> None:
    """Kiosks, displays, panels and rating tablets."""


@device_command.command("list")
@database_option
def list_devices(database: str | None) -> None:
    """List who waits with which code, then who is in."""
    from display_server.store.accounts import Accounts
    from display_server.store.hall import system_clock
    from display_server.use_cases.pairing import KIOSK, Pairings

    engine, safe = _open(database), _safety_code()
    for waiting in Pairings(engine).waiting(system_clock()):
        shown = f"waits\t{waiting.role}\t{waiting.code}\tuntil {waiting.expires_at.astimezone():%H:%M}"
        click.echo(f"{shown}\tshows {waiting.code}-{safe(waiting.digest)}" if safe and waiting.role == KIOSK else shown)
    for token in Accounts(engine).tokens():
        place = " ".join(filter(None, (token.hall, f"counter {token.counter}" if token.counter else None)))
        click.echo(f"{token.id}\t{token.role}\t{token.name}\t{place or 'all halls'}")


@device_command.command("approve")
@click.argument("code")
@click.option("--hall", metavar="SLUG", help="The hall it stands in, where the database has several.")
@click.option("--counter", type=int, metavar="N", help="The only counter that it is good for.")
@click.option("--name", required=True, help="What the journal and the manager's page call it.")
@click.option("--unencrypted", is_flag=True, help="The server runs without --tls, so kiosks show no letters behind.")
@database_option
def approve_device(
    code: str, hall: str | None, counter: int | None, name: str, unencrypted: bool, database: str | None
) -> None:
    """Let the device in that shows CODE on its screen."""
    from display_server.store.accounts import Accounts
    from display_server.store.hall import Halls, system_clock
    from display_server.use_cases.pairing import Pairings, approve

    engine = _open(database)
    halls = Halls(engine)
    slugs = [hall] if hall else list(halls.slugs())
    if len(slugs) != 1:
        raise click.UsageError(f"Name the hall with --hall: {', '.join(slugs) or 'there is none yet'}.")
    with halls[slugs[0]].reading() as reading:
        if counter is not None:
            reading.counters.numbered(counter)
    now = system_clock()
    token = approve(
        *(Pairings(engine), Accounts(engine), code, now),
        hall=slugs[0],
        name=name,
        counter=counter,
        safety_code=None if unencrypted else _safety_code(),
    )
    click.echo(f"The {token.role} is in as {token.name}, hall {token.hall}.")


@device_command.command("revoke")
@click.argument("device", type=int, metavar="ID")
@database_option
def revoke_device(device: int, database: str | None) -> None:
    """Let a device in no more; `motcua device list` tells its ID."""
    from display_server.store.accounts import Accounts
    from display_server.store.hall import system_clock

    Accounts(_open(database)).revoke(device, system_clock())


def _open(database: str | None) -> "Engine":
    from display_server.store.database import open_database

    settings = Settings() if database is None else Settings(database_url=database)
    return open_database(settings.database)


def _safety_code() -> Callable[[str], str] | None:
    """What a kiosk shows behind its code, by its digest; None where this hall has no authority of its own."""
    from display_server.authority.told import kept_authority
    from display_server.contract import safety_code

    authority = kept_authority(Settings())
    return partial(safety_code, authority.fingerprint) if authority else None
