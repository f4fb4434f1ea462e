"""From the last touch to the first byte at the printer, with the server and without; the window's part is left out."""

import queue
import time
from collections.abc import Sequence
from pathlib import Path

from display_server.contract import IssueTicket
from hardware.printers.address import open_printer
from hardware.printers.model import model_of
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.effects import EffectRunner
from kiosk_app.flow.effects import FetchCatalogue, Issue, Print
from kiosk_app.flow.reports import Report, TicketPrinted, TicketReceived
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer
from kiosk_app.store.kiosk_store import KioskStore
from tests.bench.hall import bench_folder, running_hall
from tests.bench.table import ms, show
from tests.running_server import HALL, RunningServer

TICKETS, WAITING = 40, 300
BEGIN = b"\x1b@"
SERVICES = ("lltp", "dkdn", "cccd", "datdai")


def measure() -> None:
    with bench_folder() as folder, running_hall(folder, WAITING) as server:
        seconds = {codepage: _measured(server, folder, codepage) for codepage in (None, 30)}
    show(
        "Milliseconds from the last touch to the first byte at the printer (promise: p95 at most 100)",
        ["", "p50", "p95", "max"],
        [
            [f"{'text' if codepage else 'raster'}, {how}", *_row(times)]
            for codepage, both in seconds.items()
            for how, times in both.items()
        ],
    )


def _row(times: Sequence[float]) -> list[str]:
    ordered = sorted(times)
    return [ms(ordered[len(ordered) // 2]), ms(ordered[int(len(ordered) * 0.95)]), ms(ordered[-1])]


def _measured(server: RunningServer, folder: Path, codepage: int | None) -> dict[str, list[float]]:
    reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
    options = f"?codepage={codepage}" if codepage else ""
    with VirtualPrinterOnTcp(model_of(code_page_number=codepage)) as device:
        store = KioskStore(folder / f"kiosk-{codepage}.db")
        line = HallServer(server.url, server.token("kiosk", "--hall", HALL), HALL)
        issuer = TicketIssuer(line, store, "run")
        effects = EffectRunner(
            issuer, line, open_printer(f"tcp://127.0.0.1:{device.port}{options}"), store, reports.put
        )
        effects.run(FetchCatalogue())
        reports.get()
        while not issuer.numbers_left():
            time.sleep(0.05)
        online = [_touch_to_byte(effects, reports, device, f"on-{n}") for n in range(TICKETS)]
        server.kill()
        effects.run(FetchCatalogue())
        reports.get()
        offline = [_touch_to_byte(effects, reports, device, f"off-{n}") for n in range(TICKETS)]
        effects.close()
        server.start()
    return {"with the server": online, "without": offline}


def _touch_to_byte(
    effects: EffectRunner, reports: "queue.SimpleQueue[Report]", device: VirtualPrinterOnTcp, key: str
) -> float:
    before = len(device.received)
    began = time.perf_counter()
    effects.run(Issue(1, key, IssueTicket(service=SERVICES[len(key) % len(SERVICES)], language="vi")))
    issued = reports.get()
    assert isinstance(issued, TicketReceived)
    effects.run(Print(1, issued.ticket, "1022", issued.offline))
    while BEGIN not in device.received[before:]:
        time.sleep(0.0005)
    took = time.perf_counter() - began
    assert isinstance(reports.get(), TicketPrinted)
    return took
