"""Tells systemd that the window lives: sd_notify over its datagram socket (man sd_notify). Knows no Kivy.

Pings are sent by the window's own loop, so a window that hangs is silent, and systemd starts it again.
"""

import os
import re
import socket
from collections.abc import Mapping

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"
MICROSECONDS = 1_000_000


class Watchdog:
    """Where nobody watches, as in a terminal, it sends nothing."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = re.sub("^@", "\0", environment.get("NOTIFY_SOCKET", ""))  # an abstract one
        self._patience = int(environment.get("WATCHDOG_USEC", 0)) / MICROSECONDS
        # WATCHDOG_PID is not asked for: it is that of the script around cage, which knows nothing of the window.

    @property
    def every_seconds(self) -> float | None:
        """How often to say ALIVE: twice in the time after which systemd loses patience; None where it has no watch."""
        return self._patience / 2 if self._address and self._patience else None

    def tell(self, state: str) -> None:
        """Sends it, or nothing where nobody listens any more: the kiosk goes on."""
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as line:
            try:
                line.sendto(state.encode(), self._address)
            except OSError:
                return
