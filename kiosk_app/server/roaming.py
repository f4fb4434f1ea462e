"""A server that has another address than yesterday: a kiosk that joined by its code finds it again. No Kivy."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from display_server.contract import Catalogue
from kiosk_app.server.client import AccessDenied, HallServer, Unreachable
from kiosk_app.server.membership import Membership, save_membership

log = logging.getLogger(__name__)

UNANSWERED_SECONDS = 20.0
"""A server that only starts again is back before that."""
LOOK_EVERY_SECONDS, LOOK_SECONDS = 30.0, 3.0


def _servers_found(seconds: float) -> Iterator[str]:
    from kiosk_app.server.discovery import servers_found  # noqa: PLC0415 (the network's library: few starts need it)

    return servers_found(seconds)


class RoamingServer(HallServer):
    """Looks in the network for its server where that has not answered for a while, and saves where it is now.

    Its server is the one that accepts this kiosk for the same hall; where the kiosk knows an authority, it hears the
    token only after it has proved itself by that.
    """

    def __init__(
        self,
        membership: Membership,
        file: Path,
        hall: str,
        *,
        search: Callable[[float], Iterator[str]] = _servers_found,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(membership.server, membership.token, hall, trust=membership.trust)
        self._membership, self._file = membership, file
        self._search, self._clock = search, clock
        self._looks_at = clock() + UNANSWERED_SECONDS

    def catalogue(self) -> Catalogue:
        try:
            catalogue = super().catalogue()
        except Unreachable:
            if self._clock() < self._looks_at or not self._finds_it():
                raise
            catalogue = super().catalogue()
        self._looks_at = self._clock() + UNANSWERED_SECONDS
        return catalogue

    def _finds_it(self) -> bool:
        """Whether it is somewhere else now."""
        for address in self._search(LOOK_SECONDS):
            if address != self._membership.server and self._is_it(address):
                log.warning("the hall's server is at %s now", address)
                self.go_to(address)
                self._membership = self._membership.moved_to(address)
                with suppress(OSError):  # it is found again at the next start, too
                    save_membership(self._file, self._membership)
                return True
        self._looks_at = self._clock() + LOOK_EVERY_SECONDS
        return False

    def _is_it(self, address: str) -> bool:
        with (
            suppress(Unreachable, AccessDenied),
            closing(HallServer.of_token(address, self._membership.token, trust=self._membership.trust)) as other,
        ):
            return other.hall == self.hall
        return False
