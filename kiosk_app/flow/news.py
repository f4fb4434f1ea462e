"""What changes while somebody stands there: a new catalogue, a server that no longer answers, the kiosk revoked."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from display_server.contract import Catalogue
from kiosk_app.flow import offers
from kiosk_app.flow.kiosk import BROKEN_STORE_SECONDS, REVOKED_SECONDS, Kiosk, show
from kiosk_app.flow.reports import AccessRevoked, CatalogueMissed
from kiosk_app.flow.screens import Issuing, NumberOnScreen, Printing, StillThere, TakePaper, Welcome
from kiosk_app.flow.staff import AskingCode, AskingTime, StaffPage
from kiosk_app.flow.values import CONNECTED, Disconnected, Link, Offline, Revoked
from kiosk_app.flow.ways import renewed


def with_catalogue(kiosk: Kiosk, catalogue: Catalogue, now: float) -> Kiosk:
    """The newest catalogue counts, whatever its `seq`: a server that was restored from last night's backup counts on
    from there.
    """
    kiosk = _with_link(replace(kiosk, catalogue=catalogue), CONNECTED)
    kiosk = replace(kiosk, night=_is_night(catalogue, catalogue.at))
    screen = renewed(kiosk, kiosk.screen)
    # A new figure is no new screen: it neither prolongs the stay nor swallows a touch.
    return replace(kiosk, screen=screen) if type(screen) is type(kiosk.screen) else show(kiosk, screen, now)


def without_server(kiosk: Kiosk, missed: CatalogueMissed) -> Kiosk:
    """The citizen goes on choosing where the kiosk can issue numbers by itself; figures that nobody knows are not
    shown. The screen dims at night by the hall's time, whether numbers can be issued or not.
    """
    kiosk = replace(kiosk, catalogue=missed.known or kiosk.catalogue or missed.hall)
    kiosk = _with_link(kiosk, Offline() if missed.known else Disconnected(missed.knows_the_day))
    if catalogue := kiosk.catalogue:
        night = missed.knows_the_day and _is_night(catalogue, missed.at or catalogue.at)
        kiosk = replace(kiosk, night=night)
    return replace(kiosk, screen=renewed(kiosk, kiosk.screen))


def _with_link(kiosk: Kiosk, link: Link) -> Kiosk:
    """A kiosk that was revoked stays so, whether it hears of the server or not, until the server accepts it again."""
    return kiosk if kiosk.is_revoked else replace(kiosk, link=link)


def access_revoked(kiosk: Kiosk, report: AccessRevoked, now: float) -> Kiosk:
    """Says at once that this kiosk gives no number; somebody who has one already, or an officer, leaves in their own
    time.
    """
    kiosk = _with_link(kiosk, Revoked(restarts_at=now + REVOKED_SECONDS))
    match kiosk.screen:
        case Issuing(attempt=attempt) if attempt != report.attempt:
            return kiosk  # its own answer comes
        case Printing() | TakePaper() | NumberOnScreen() | StillThere(interrupted=NumberOnScreen()):
            return kiosk
        case AskingCode() | AskingTime() | StaffPage():
            return kiosk
        case Welcome():
            return at_the_greeting(kiosk)
    return show(kiosk, offers.welcome(kiosk), now)


def access_restored(kiosk: Kiosk) -> Kiosk:
    return at_the_greeting(replace(kiosk, link=CONNECTED))


def store_broken(kiosk: Kiosk, now: float) -> Kiosk:
    return replace(kiosk, mends_at=min(kiosk.mends_at, now + BROKEN_STORE_SECONDS))


def at_the_greeting(kiosk: Kiosk) -> Kiosk:
    """The greeting tells what does not work; other screens stay as they are."""
    return replace(kiosk, screen=renewed(kiosk, kiosk.screen)) if isinstance(kiosk.screen, Welcome) else kiosk


def _is_night(catalogue: Catalogue, at: datetime) -> bool:
    dims_at, bright_at = catalogue.look.dims_at, catalogue.look.bright_at
    if dims_at is None or bright_at is None:
        return False
    now = at.astimezone(ZoneInfo(catalogue.timezone)).time()
    return dims_at <= now < bright_at if dims_at <= bright_at else now >= dims_at or now < bright_at
