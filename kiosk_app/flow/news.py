"""What changes under a citizen's eyes: a new catalogue, a server that falls silent, the printer's state."""

from dataclasses import replace

from display_server.contract import Catalogue
from kiosk_app.flow import offers
from kiosk_app.flow.entries import named
from kiosk_app.flow.kiosk import Kiosk, show
from kiosk_app.flow.screens import (
    ChoosingDepartment,
    ChoosingService,
    Confirming,
    Explaining,
    Screen,
    Searching,
    Welcome,
)


def with_catalogue(kiosk: Kiosk, catalogue: Catalogue, now: float) -> Kiosk:
    if kiosk.catalogue and (catalogue.seq, catalogue.at) < (kiosk.catalogue.seq, kiosk.catalogue.at):
        return kiosk
    kiosk = replace(kiosk, catalogue=catalogue, cut_off=False, alone=False)
    screen = _renewed(kiosk)
    # A new figure is no new screen: it neither prolongs the stay nor swallows a touch.
    return replace(kiosk, screen=screen) if type(screen) is type(kiosk.screen) else show(kiosk, screen, now)


def without_server(kiosk: Kiosk, known: Catalogue | None) -> Kiosk:
    """The citizen goes on choosing where the kiosk can give numbers by itself; the figures vanish."""
    alone = known is not None
    kiosk = replace(kiosk, catalogue=kiosk.catalogue or known, cut_off=not alone, alone=alone)
    return replace(kiosk, screen=_renewed(kiosk))


def _renewed(kiosk: Kiosk) -> Screen:
    match kiosk.screen:
        case Welcome():
            return offers.welcome(kiosk)
        case ChoosingDepartment(language=language, page=page) as screen:
            return offers.departments(kiosk, language, page) or screen
        case Searching(language, typed):
            return offers.searching(kiosk, language, typed)
        case ChoosingService(language=language, department=department, page=page):
            current = named(offers.all_departments(kiosk), department.slug)
            return offers.services(kiosk, language, current, page) if current else offers.welcome(kiosk)
        case Confirming(choice) | Explaining(choice):
            renewed = offers.confirm(kiosk, choice.language, choice.department, choice.service)
            return replace(renewed, choice=replace(renewed.choice, priority=choice.priority))
        case screen:
            return screen


def refresh_welcome(kiosk: Kiosk) -> Kiosk:
    return replace(kiosk, screen=offers.welcome(kiosk)) if isinstance(kiosk.screen, Welcome) else kiosk
