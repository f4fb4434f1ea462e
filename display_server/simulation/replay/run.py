"""A replay from beginning to end: cast the day, play it, ask the server for every ticket again."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import httpx

from display_server.contract import Ticket
from display_server.simulation.processes import RealTimeRunner
from display_server.simulation.public_api import ApiRefusal, NoAnswer, PublicApi
from display_server.simulation.replay.cast import Arrive, CallNext, Leave, Pool, Step, steps
from display_server.simulation.replay.ledger import Account, Ledger
from display_server.simulation.replay.real_day import RealDay
from display_server.simulation.replay.stage import Officer, Order

KIOSKS = 8
"""Visitors who take tickets at the same moment; the others queue before the kiosks."""


class HallNotReady(Exception):
    """The hall cannot be played in as it is; the message names the mend."""


@dataclass(frozen=True, slots=True)
class Replayed:
    day: RealDay
    account: Account
    seconds: float
    errors: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """No ticket lost, none given twice, nothing refused on the way."""
        return not (self.account.lost or self.account.duplicated or self.errors)

    def summary(self) -> dict[str, object]:
        told = {"office": self.day.office, "date": self.day.date, **asdict(self.account)}
        return {**told, "seconds": round(self.seconds, 1)}


def replay(day: RealDay, api: PublicApi, speed: float = 60, on_progress: Callable[[], None] = lambda: None) -> Replayed:
    """Plays the day, `speed` times as fast as it was; 0 plays it as fast as the server answers.

    `on_progress` is told of every ticket issued and every call. Raises HallNotReady, ApiRefusal or NoAnswer before the
    first ticket; what the server refuses later is counted among the errors.
    """
    timezone, services = _hall(api)
    ledger = Ledger(on_progress)
    began = time.monotonic()
    _play(steps(day, services), api, ledger, RealTimeRunner(speed))
    seconds = time.monotonic() - began
    return Replayed(day, ledger.account(_known(api, ledger.issued), timezone), seconds, tuple(ledger.errors))


def _hall(api: PublicApi) -> tuple[ZoneInfo, dict[int, tuple[str, ...]]]:
    """The hall's zone, and the services of each of its counters."""
    api.check_token()
    catalogue = api.catalogue()
    if not catalogue.open:
        reason = (catalogue.why_closed or {}).get("en", "")
        raise HallNotReady(f"{api.hall} gives no tickets now. {reason} Load a hall file whose hours are open now.")
    services = {counter: tuple(entry.service for entry in api.desk(counter).services) for counter in api.counters()}
    if not services:
        raise HallNotReady(f"{api.hall} has no counters. Load a hall file with some.")
    return ZoneInfo(catalogue.timezone), services


def _play(script: Sequence[Step], api: PublicApi, ledger: Ledger, runner: RealTimeRunner) -> None:
    passes: Mapping[Pool, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(0))
    officers: dict[int, Officer] = {}
    for step in script:
        if isinstance(step, CallNext) and step.counter not in officers:
            officers[step.counter] = Officer(api, ledger, runner, step.counter, passes[step.pool])
            officers[step.counter].start()
    with ThreadPoolExecutor(KIOSKS, thread_name_prefix="kiosk") as kiosks:
        began, first = time.monotonic(), script[0].minute
        for step in script:
            time.sleep(max(0.0, runner.seconds(timedelta(minutes=step.minute - first)) - (time.monotonic() - began)))
            match step:
                case Arrive():
                    kiosks.submit(_take_ticket, api, ledger, step.service, passes[step.pool])
                case CallNext():
                    officers[step.counter].orders.put(Order.CALL_NEXT)
                case Leave():
                    officers[step.counter].orders.put(Order.LEAVE)
    for officer in officers.values():
        officer.orders.put(Order.GO_HOME)
    for officer in officers.values():
        officer.join()


def _take_ticket(api: PublicApi, ledger: Ledger, service: str, passes: threading.Semaphore) -> None:
    try:
        ledger.note_issue(api.issue(service))
    except (ApiRefusal, NoAnswer, httpx.HTTPError) as error:
        ledger.note_error(f"a ticket for {service}: {error}")
    finally:
        # Also for a visitor turned away: an officer who waits for this one would never go home.
        passes.release()


def _known(api: PublicApi, issued: Sequence[Ticket]) -> dict[str, Ticket | None]:
    with ThreadPoolExecutor(KIOSKS) as asking:
        found: dict[str, Future[Ticket | None]] = {
            ticket.token: asking.submit(api.ticket, ticket.token) for ticket in issued
        }
        return {token: future.result() for token, future in found.items()}
