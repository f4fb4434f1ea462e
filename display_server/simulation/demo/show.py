"""The demonstration: a throw-away hall, a server, the kiosk window and the simulated people, put together."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import click
import httpx

from display_server.access.passwords import new_password
from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account, create_token
from display_server.authority.certificates import make_certificates
from display_server.authority.files import authority_files
from display_server.domain.hall_plan import HallPlan
from display_server.domain.opening_hours import ALWAYS_OPEN
from display_server.hall_file.reading import read_hall_file
from display_server.process.serving import listen
from display_server.process.settings import lan_address
from display_server.simulation.demo.past import live_through
from display_server.simulation.demo.people import Person, officer, visitors
from display_server.simulation.processes import MovedClock, RealTimeRunner
from display_server.simulation.public_api import PublicApi
from display_server.simulation.visitors import Crowd
from display_server.store.accounts import Accounts
from display_server.store.database import open_database
from display_server.store.hall import Halls
from display_server.use_cases.hall import load_plan

REFERENCE_HALL = Path(__file__).parents[2] / "dong_nai_hall.toml"
STARTS_AT, DAY_BEGAN_AT = time(9, 30), time(7, 30)
"""The hall's own clock when the demonstration starts, whatever the time outside: a hall at work, two hours old."""
YOUR_COUNTER = 1
"""Nobody simulated sits here: it is for whoever looks at the demonstration."""
OFFICER, MANAGER = "lan", "thu"
NAMES = ("Lan", "Minh", "Hương", "Tuấn", "Thảo", "Dũng", "Ngọc", "Phúc", "Hạnh", "Long", "Yến", "Khoa")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens the screens of one demonstration, and no other."""

    officer_password: str
    manager_password: str
    admin: str
    kiosk: str
    panel: str
    rating: str
    manager: str


def show(host: str, port: int, speed: float, kiosk: bool | None, seconds: float | None) -> None:
    """Shows the hall until Ctrl-C, or for so many seconds. `kiosk` None: the window where a screen is there."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # closes what has been started, as Ctrl-C does
    with ExitStack() as closing:
        folder = Path(closing.enter_context(TemporaryDirectory(prefix="motcua-demo-")))
        port = port if _is_free(host, port) else _free_port(host)
        database = f"sqlite:///{folder / 'demo.db'}"
        plan, tokens, ahead = prepare(database, datetime.now(UTC))
        url = _encrypted(folder, port) if host == "0.0.0.0" else f"http://{host}:{port}"
        closing.enter_context(running_server(folder, database, host, port, url, ahead))
        _show_addresses(url, plan.slug, tokens, folder)
        if kiosk or (kiosk is None and ("DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ)):
            closing.enter_context(_kiosk(url, plan.slug, tokens.kiosk, folder))
        _play(PublicApi(url, tokens.admin, plan.slug), plan, ahead, speed, seconds)


def _encrypted(folder: Path, port: int) -> str:
    """Gives the demonstration an authority of its own, which its programs trust; the server's address in the network.

    Where others look on, what is said is encrypted; between programs of one machine nobody listens.
    """
    files = authority_files(folder)
    address = lan_address()
    make_certificates(files, (address, "localhost", "127.0.0.1"), datetime.now(UTC))
    # What httpx, Socket.IO's client and, of the environment they are started with, server and kiosk go by.
    authority = str(files.authority)
    os.environ.update(MOTCUA_TLS="true", SSL_CERT_FILE=authority, REQUESTS_CA_BUNDLE=authority)
    return f"https://{address}:{port}"


def prepare(database: str, now: datetime) -> tuple[HallPlan, Tokens, timedelta]:
    """A hall in the middle of its day: the reference hall, open day and night, two busy hours old.

    Also answers how far its clock is ahead of the real one.
    """
    plan = replace(read_hall_file(REFERENCE_HALL), opening_hours=ALWAYS_OPEN)
    begins, starts = (datetime.combine(plan.day(now), each, plan.timezone) for each in (DAY_BEGAN_AT, STARTS_AT))
    clock = MovedClock(begins.astimezone(UTC))
    engine = open_database(database)
    halls = Halls(engine, clock)
    load_plan(halls, plan)
    tokens = _sign_everybody_up(Accounts(engine), clock, plan.slug)
    live_through(halls[plan.slug], plan, clock, Crowd(plan), officers_of(plan), starts.astimezone(UTC))
    engine.dispose()
    return plan, tokens, starts - datetime.now(UTC)


def officers_of(plan: HallPlan) -> dict[int, str]:
    """Who sits where: everywhere but at the counter kept free."""
    numbers = [counter.number for counter in plan.counters if counter.number != YOUR_COUNTER]
    return {number: f"{NAMES[number % len(NAMES)]} {number}" for number in numbers}


def _sign_everybody_up(accounts: Accounts, clock: MovedClock, hall: str) -> Tokens:
    def token(role: Role, counter: int | None = None) -> str:
        return create_token(accounts, clock, Principal(role, "demo", hall, counter))

    def password(name: str, role: Role) -> str:
        made = new_password()
        create_account(accounts, clock, Principal(role, name, hall, is_person=True), made)
        return made

    return Tokens(
        officer_password=password(OFFICER, Role.OFFICER),
        manager_password=password(MANAGER, Role.MANAGER),
        admin=token(Role.ADMIN),
        kiosk=token(Role.KIOSK),
        panel=token(Role.PANEL, YOUR_COUNTER),
        rating=token(Role.RATING, YOUR_COUNTER),
        manager=token(Role.MANAGER),
    )


def _show_addresses(url: str, hall: str, tokens: Tokens, folder: Path) -> None:
    joins = " ".join([url, *_trust(url, folder), "--hall", hall, "--token", tokens.kiosk, "--windowed"])
    click.echo(f"""
motcua shows a hall in the middle of its day. Every screen, each in a browser tab of its own:

  All screens          {url}/
  Hall display         {url}/display/{hall}
  … of one section     {url}/display/{hall}/so-nganh-1
  Counter {YOUR_COUNTER}            {url}/counter/{hall}/{YOUR_COUNTER}   sign in: {OFFICER} / {tokens.officer_password}
  Rating tablet {YOUR_COUNTER}      {url}/rating/{hall}/{YOUR_COUNTER}?token={tokens.rating}
  Manager              {url}/manager/{hall}    sign in: {MANAGER} / {tokens.manager_password}
  Kiosk window         motcua-kiosk --server {joins}
  Tickets on paper     {folder / "tickets"}

Counter {YOUR_COUNTER} is yours; simulated officers sit at the others. Stop with Ctrl-C; everything is thrown away.
""")


def _play(api: PublicApi, plan: HallPlan, ahead: timedelta, speed: float, seconds: float | None) -> None:
    runner, crowd = RealTimeRunner(speed), Crowd(plan, seed=2026, first_dossier=5001)
    people: list[Person] = [visitors(api, crowd, runner, ahead)]
    people += [officer(api, crowd, runner, number, name) for number, name in officers_of(plan).items()]
    for person in people:
        person.start()
    try:
        runner.over.wait(seconds)
    except KeyboardInterrupt:
        click.echo("\nThe hall closes.")
    finally:
        runner.over.set()


@contextmanager
def running_server(folder: Path, database: str, host: str, port: int, url: str, ahead: timedelta) -> Iterator[None]:
    command = [
        sys.executable,
        "-m",
        "display_server",
        "serve",
        "--database",
        database,
        "--host",
        host,
        "--port",
        str(port),
    ]
    clock = {"MOTCUA_CLOCK_AHEAD_SECONDS": str(ahead.total_seconds())}
    environment = {**os.environ, "MOTCUA_DATA_DIR": str(folder), **clock}
    with (
        (folder / "server.log").open("w") as log,
        _ending(subprocess.Popen(command, env=environment, stderr=log)) as server,
    ):
        for _ in range(150):
            if server.poll() is not None:
                raise click.ClickException(f"The server did not start: {(folder / 'server.log').read_text()[-500:]}")
            if _answers(url):
                break
            sleep(0.1)
        yield


def _trust(url: str, folder: Path) -> list[str]:
    """How a kiosk is told the authority, where there is one."""
    return ["--ca", str(authority_files(folder).authority)] if url.startswith("https:") else []


@contextmanager
def _kiosk(url: str, hall: str, token: str, folder: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "kiosk_app", "--server", url, *_trust(url, folder)]
    own = [
        "--hall",
        hall,
        "--token",
        token,
        "--windowed",
        "--printer",
        f"virtual://{folder / 'tickets'}",
        "--spool",
        str(folder / "kiosk.db"),
    ]
    with _ending(subprocess.Popen([*command, *own])):
        yield


@contextmanager
def _ending(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _is_free(host: str, port: int) -> bool:
    try:
        listen(host, port).close()
    except OSError:
        return False
    return port != 0


def _free_port(host: str) -> int:
    with listen(host, 0) as listener:
        port: int = listener.getsockname()[1]
        return port
