"""The hall's server at the kiosk's start: which hall it is, as the server says now or as the store remembers it."""

from contextlib import closing, suppress
from pathlib import Path

from display_server.contract import Catalogue
from kiosk_app.issuing.remembered_catalogue import CATALOGUE
from kiosk_app.server.client import HallServer, Unreachable
from kiosk_app.server.membership import Membership
from kiosk_app.server.roaming import RoamingServer
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore

HALL = "hall"
"""The note of the hall that this kiosk belongs to."""


def meet_hall(
    membership: Membership, store: KioskStore, *, hall: str | None, membership_file: Path | None
) -> HallServer:
    """A kiosk that has met its hall once knows it, so that it starts without the server, too.

    A kiosk that joined by its code has a `membership_file`, and finds its server again where that has moved. Raises
    AccessDenied; Unreachable where the kiosk cannot start without its server.
    """
    hall = hall or _hall_met_before(store)
    try:
        with closing(HallServer.of_token(membership.server, membership.token, hall, trust=membership.trust)) as server:
            hall = server.hall
        with suppress(StoreFails):
            store.notes.set(HALL, hall)
    except Unreachable:
        if hall is None or store.notes.get_as(Catalogue, CATALOGUE) is None:
            raise
    if membership_file:
        return RoamingServer(membership, membership_file, hall)
    return HallServer(membership.server, membership.token, hall, trust=membership.trust)


def _hall_met_before(store: KioskStore) -> str | None:
    with suppress(StoreFails):
        return store.notes.get(HALL)
    return None
