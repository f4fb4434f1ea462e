"""Listens to a scanner on a thread of its own and reports each code. Unplugged scanners are waited for. No Kivy.

Knows the scanner only by its protocol, and not what a code says.
"""

import logging
import threading
from collections.abc import Callable

from hardware.scanners.scanner import Scanner, ScannerUnreachable
from kiosk_app.flow.reports import CodeScanned

LISTEN_SECONDS = 0.5
AGAIN_SECONDS = 2.0

log = logging.getLogger(__name__)


class ScannerListener:
    """`report` is called from the scanner's thread; an unplugged scanner is tried again after so many seconds."""

    def __init__(
        self, scanner: Scanner, report: Callable[[CodeScanned], None], again_seconds: float = AGAIN_SECONDS
    ) -> None:
        self._scanner, self._report, self._again_seconds = scanner, report, again_seconds
        self._missing = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="scanner", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends the thread, then lets go of the scanner."""
        self._ended.set()
        self._thread.join()
        self._scanner.close()

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                code = self._scanner.read(LISTEN_SECONDS)
            except ScannerUnreachable as fault:
                self._miss(str(fault))
            except Exception:
                log.exception("reading the scanner broke")  # nobody else reads it: wait, and try again
                self._ended.wait(self._again_seconds)
            else:
                self._missing = False
                if code:
                    self._report(CodeScanned(code))

    def _miss(self, why: str) -> None:
        """Tells once that the scanner is gone, and waits."""
        if not self._missing:
            log.warning("%s", why)
        self._missing = True
        self._ended.wait(self._again_seconds)
