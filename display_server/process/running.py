"""Runs the server: loads the hall, opens the port, serves until it is told to stop."""

import gc
import importlib
import logging
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from display_server.authority.files import authority_files
from display_server.domain.hall_plan import HallPlan
from display_server.hall_file.reading import HallFileRefused, read_hall_file
from display_server.joining.announced import announced
from display_server.limits.addresses import WrongNetwork, is_in, networks
from display_server.limits.allowances import Allowances
from display_server.messages.address import WrongMessageAddress, open_messengers
from display_server.one_stop.address import WrongOneStopAddress, open_one_stop, open_one_stop_told
from display_server.process.guests import Guests, places, take_all_descriptors
from display_server.process.serving import Mailbox, listen, serve_with_workers
from display_server.process.settings import Settings, lan_address
from display_server.store.database import open_database
from display_server.store.hall import Halls, clock_ahead
from display_server.use_cases.hall import load_plan

if TYPE_CHECKING:
    from gevent.ssl import SSLContext

log = logging.getLogger("motcua")


def run(settings: Settings, hall_file: Path | None) -> None:
    """Serves until SIGTERM or SIGINT. Raises ClickException for a wrong hall file or a port in use."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    _one_stop_must_be_understood(settings)
    _messages_must_be_understood(settings)
    _proxies_must_be_understood(settings)
    tls = _tls(settings)
    take_all_descriptors()
    settings.signing_key()  # made once, not by each worker
    load_hall(settings, hall_file)
    try:
        listener = listen(settings.host, settings.port)
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). Choose another with --port."
        ) from error
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    click.echo(f"motcua serves {settings.base_url}", err=True)
    with announced(settings):
        if settings.workers == 1:
            serve(listener, settings, tls)
        else:
            serve_with_workers(listener, settings.workers, lambda *place: serve(listener, settings, tls, *place))


def _one_stop_must_be_understood(settings: Settings) -> None:
    try:
        if settings.one_stop:
            open_one_stop(settings.one_stop)
    except WrongOneStopAddress as wrong:
        raise click.UsageError(f"MOTCUA_ONE_STOP: {wrong}") from wrong
    try:
        if settings.one_stop_told:
            open_one_stop_told(settings.one_stop_told).close()
    except WrongOneStopAddress as wrong:
        raise click.UsageError(f"MOTCUA_ONE_STOP_TOLD: {wrong}") from wrong


def _messages_must_be_understood(settings: Settings) -> None:
    try:
        open_messengers(
            settings.messages or "", settings.messages_user, settings.messages_password, settings.messages_secret
        )
    except WrongMessageAddress as error:
        raise click.ClickException(f"MOTCUA_MESSAGES: {error}") from error


def _proxies_must_be_understood(settings: Settings) -> None:
    try:
        networks(settings.trusted_proxies)
    except WrongNetwork as wrong:
        raise click.UsageError(f"MOTCUA_TRUSTED_PROXIES: {wrong}") from wrong


def _tls(settings: Settings) -> "SSLContext | None":
    """One for all workers, so that a screen that comes back need not agree on keys anew, whichever takes it."""
    if not (settings.is_encrypted or settings.tls_key):
        return None
    certificate, key = _certificate_and_key(settings)
    from display_server.process.tls import WrongCertificate, tls_context

    try:
        return tls_context(certificate, key)
    except WrongCertificate as wrong:
        raise click.UsageError(str(wrong)) from wrong


def _certificate_and_key(settings: Settings) -> tuple[Path, Path]:
    match settings.tls_cert, settings.tls_key:
        case Path() as certificate, Path() as key:
            return certificate, key
        case None, None:
            own = authority_files(settings.data_dir)
            if not own.server.exists():
                raise click.UsageError(
                    f"--tls: there is no certificate in {own.folder}. Make one: motcua tls make --host {lan_address()}"
                )
            return own.server, own.server_key
        case _:
            raise click.UsageError("A certificate and its key belong together: give both --tls-cert and --tls-key.")


def load_hall(settings: Settings, hall_file: Path | None) -> tuple[str, ...]:
    """Brings the database to the newest migration and the hall to its file. Returns the parts that changed."""
    plan = _plan(hall_file) if hall_file else None
    engine = open_database(settings.database)
    changed: tuple[str, ...] = ()
    if plan is not None:
        changed = load_plan(Halls(engine), plan)
        log.info("hall %s: %s", plan.slug, f"{len(changed)} parts changed" if changed else "as it was")
    engine.dispose()
    return changed


def _plan(hall_file: Path) -> HallPlan:
    try:
        return read_hall_file(hall_file)
    except HallFileRefused as refused:
        lines = "\n".join(f"{hall_file}: {finding}" for finding in refused.findings)
        raise click.UsageError(f"The hall file is refused as a whole; nothing was changed.\n{lines}") from refused


@contextmanager
def _installed_packages_read_once() -> Iterator[None]:
    """gevent asks all installed packages for plugins before and after each module: a tenth of the server's start."""
    ask = metadata.entry_points
    metadata.entry_points = cache(ask)  # type: ignore[assignment]  # an overloaded function
    try:
        yield
    finally:
        metadata.entry_points = ask


def serve(
    listener: socket.socket,
    settings: Settings,
    tls: "SSLContext | None",
    own: int = 0,
    mailboxes: Sequence[Mailbox] = (),
) -> None:
    """Serves on this socket in this process, with gevent in charge of everything that waits.

    `own` and `mailboxes`: which of several processes this is, and how they hand connections to each other.
    """
    from gevent import monkey

    with _installed_packages_read_once():
        monkey.patch_all()
    if (waiting := sys.modules.get("psycopg.waiting")) is not None:
        # It chose at its import, before the patch, how to wait for PostgreSQL: in C, which would stop everything else.
        importlib.reload(waiting)

    import gevent

    from display_server.app import create_app, run_live
    from display_server.process.connections import Server, Siblings

    siblings = Siblings(own, mailboxes)
    trusted, allowances = networks(settings.trusted_proxies), Allowances(settings.phones_per_address)
    held = places(encrypted=tls is not None)
    guests = Guests(held, allowances.connections, lambda address: is_in(address, trusted))
    app = create_app(settings, clock_ahead(timedelta(seconds=settings.clock_ahead_seconds)), siblings.new_session_id)
    run_live(app, settings)
    gc.freeze()  # what the server is made of stays for ever: the collector need not look through it again and again
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
    shared = gevent.socket.socket(fileno=listener.detach())
    log_of_faults = logging.getLogger("motcua.wsgi")
    server = Server(shared, app, log=None, error_log=log_of_faults, siblings=siblings, guests=guests, tls=tls)
    gevent.spawn(siblings.take_over, server)
    for stop_signal in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(stop_signal, server.stop, 1)
    server.serve_forever()
