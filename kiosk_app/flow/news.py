"""What changes under a citizen's eyes: a new catalogue, a server that falls silent, the printer's state."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from display_server.contract import Catalogue
from kiosk_app.flow.choosing import renewed
from kiosk_app.flow.kiosk import Kiosk, show
from kiosk_app.flow.screens import Welcome


def with_catalogue(kiosk: Kiosk, catalogue: Catalogue, now: float) -> Kiosk:
    if kiosk.catalogue and (catalogue.seq, catalogue.at) < (kiosk.catalogue.seq, kiosk.catalogue.at):
        return kiosk
    kiosk = replace(kiosk, catalogue=catalogue, cut_off=False, alone=False, night=_is_night(catalogue))
    screen = renewed(kiosk, kiosk.screen)
    # A new figure is no new screen: it neither prolongs the stay nor swallows a touch.
    return replace(kiosk, screen=screen) if type(screen) is type(kiosk.screen) else show(kiosk, screen, now)


def without_server(kiosk: Kiosk, known: Catalogue | None) -> Kiosk:
    """The citizen goes on choosing where the kiosk can give numbers by itself; the figures vanish."""
    alone = known is not None
    kiosk = replace(kiosk, catalogue=known or kiosk.catalogue, cut_off=not alone, alone=alone)
    if known is not None:
        kiosk = replace(kiosk, night=_is_night(known))
    return replace(kiosk, screen=renewed(kiosk, kiosk.screen))


def at_the_greeting(kiosk: Kiosk) -> Kiosk:
    """The greeting tells what does not work; other screens stay as they are."""
    return replace(kiosk, screen=renewed(kiosk, kiosk.screen)) if isinstance(kiosk.screen, Welcome) else kiosk


def _is_night(catalogue: Catalogue) -> bool:
    dims_at, bright_at = catalogue.look.dims_at, catalogue.look.bright_at
    if dims_at is None or bright_at is None:
        return False
    now = catalogue.at.astimezone(ZoneInfo(catalogue.timezone)).time()
    return dims_at <= now < bright_at if dims_at <= bright_at else now >= dims_at or now < bright_at
