"""What happens when somebody holds a code before the scanner, and when the look-up comes back. Knows no device."""

from dataclasses import replace
from typing import assert_never
from zoneinfo import ZoneInfo

from display_server.contract import Appointment, Catalogue
from hardware.scanners.codes import AppointmentCode, DossierCode, ScannedIdCard, TicketLink, Unknown, read_code
from kiosk_app.flow import cards, issuing, offers
from kiosk_app.flow.effects import LookUpAppointment, LookUpDossier, SendRating
from kiosk_app.flow.kiosk import REMARK_SECONDS, Kiosk, Step, show
from kiosk_app.flow.reports import (
    AppointmentFound,
    DossierFound,
    LookedUp,
    LookUpRefused,
    LookUpSilent,
    RatingTaken,
)
from kiosk_app.flow.scan_screens import (
    AskingRating,
    CodeKind,
    DossierSeen,
    LookingUp,
    LookUpFailed,
    LookUpFailure,
    RatingThanks,
    Remark,
)
from kiosk_app.flow.screens import (
    BookedAppointment,
    ChoosingPriority,
    Confirming,
    HoldCard,
    Screen,
    StillThere,
    TakePaper,
    Welcome,
    language_of,
)
from kiosk_app.flow.ways import renewed


def scanned(kiosk: Kiosk, text: str, now: float) -> Step:
    """The citizen holds a code before the scanner."""
    if kiosk.is_revoked:
        return kiosk, ()
    if isinstance(kiosk.screen, StillThere):
        kiosk = show(kiosk, renewed(kiosk, kiosk.screen.interrupted), now)
    if not kiosk.screen.policy.takes_scans:
        return kiosk, ()  # the code passes unread
    kiosk = replace(kiosk, awake=True)
    match read_code(text):
        case AppointmentCode(code):
            kiosk, looking = _looking_up(kiosk, CodeKind.APPOINTMENT, now)
            return kiosk, (LookUpAppointment(looking.look_up, code, looking.language),)
        case DossierCode(code=code):
            kiosk, looking = _looking_up(kiosk, CodeKind.DOSSIER, now)
            return kiosk, (LookUpDossier(looking.look_up, code, looking.language),)
        case ScannedIdCard() as card:
            return _card_shown(kiosk, card, now)
        case TicketLink(token) if kiosk.catalogue is not None and kiosk.catalogue.rates:
            return show(kiosk, AskingRating(language_of(kiosk.screen), token), now), ()
        case TicketLink() | Unknown():
            return _remarked(show(kiosk, renewed(kiosk, kiosk.screen), now), Remark.UNKNOWN_CODE, now), ()


def rated(kiosk: Kiosk, asked: AskingRating, score: int, now: float) -> Step:
    """A face was touched: it goes to the server, and thanks come with the answer."""
    kiosk, looking = _looking_up(kiosk, CodeKind.RATING, now)
    return kiosk, (SendRating(looking.look_up, asked.token, score, asked.language),)


def looked_up(kiosk: Kiosk, found: LookedUp, now: float) -> Step:
    """The answer to a look-up, for somebody who still waits for it."""
    waiting = kiosk.screen
    if not isinstance(waiting, LookingUp) or waiting.look_up != found.look_up:
        return kiosk, ()
    language, kind = waiting.language, waiting.kind
    match found:
        case AppointmentFound(_, appointment):
            return show(kiosk, _confirm_appointment(kiosk, language, appointment), now), ()
        case DossierFound(_, answer):
            return show(kiosk, DossierSeen(language, answer), now), ()
        case RatingTaken():
            return show(kiosk, RatingThanks(language), now), ()
        case LookUpRefused(_, why):
            return show(kiosk, LookUpFailed(language, kind, LookUpFailure.REFUSED, why), now), ()
        case LookUpSilent():
            return show(kiosk, unanswered(waiting), now), ()
        case _:
            assert_never(found)


def unanswered(waiting: LookingUp) -> LookUpFailed:
    """What is said when no answer comes."""
    return LookUpFailed(waiting.language, waiting.kind, LookUpFailure.SILENT)


def _looking_up(kiosk: Kiosk, kind: CodeKind, now: float) -> tuple[Kiosk, LookingUp]:
    kiosk = replace(kiosk, look_ups=kiosk.look_ups + 1, remark=None)
    looking = LookingUp(language_of(kiosk.screen), kind, kiosk.look_ups)
    return show(kiosk, looking, now), looking


def _confirm_appointment(kiosk: Kiosk, language: str, appointment: Appointment) -> Screen:
    """The confirmation of an appointment of today, or why it does not count."""
    catalogue = kiosk.catalogue
    offered = (each for each in offers.everything(kiosk) if each.service.slug == appointment.service)
    service = next(offered, None)
    if catalogue is None or service is None:
        return LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.NOT_OFFERED)
    if appointment.ticket is not None:
        return LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.USED)
    booked = _in_the_halls_zone(catalogue, appointment)
    if booked.at.date() != catalogue.at.astimezone(ZoneInfo(catalogue.timezone)).date():
        return LookUpFailed(language, CodeKind.APPOINTMENT, LookUpFailure.OTHER_DAY, at=booked.at)
    return offers.confirm(kiosk, language, service.department, service.service, booked)


def _in_the_halls_zone(catalogue: Catalogue, appointment: Appointment) -> BookedAppointment:
    return BookedAppointment(appointment.code, appointment.at.astimezone(ZoneInfo(catalogue.timezone)))


def _card_shown(kiosk: Kiosk, card: ScannedIdCard, now: float) -> Step:
    """Keeps the card, offers its holder's class, and goes on where a card was waited for."""
    screen = kiosk.screen
    if not cards.are_of_use(kiosk):
        return _remarked(show(kiosk, renewed(kiosk, screen), now), Remark.CARD_NOT_NEEDED, now), ()
    kiosk = replace(kiosk, card=card)
    by_age = cards.class_by_age(kiosk)
    match screen:
        case HoldCard(choice):
            return issuing.issue(kiosk, replace(choice, priority=choice.priority or by_age), now)
        case Confirming(choice) as confirming if choice.priority is None:
            screen = replace(confirming, choice=replace(choice, priority=by_age))
        case ChoosingPriority(choice) if by_age:
            screen = Confirming(replace(choice, priority=by_age), offers.classes(kiosk), live=kiosk.is_live)
        case Welcome(language=language) | TakePaper(language=language):
            screen = offers.departments(kiosk, language) or screen
    return _remarked(show(kiosk, screen, now), Remark.CARD_READ, now), ()


def _remarked(kiosk: Kiosk, remark: Remark, now: float) -> Kiosk:
    return replace(kiosk, remark=remark, remark_until=now + REMARK_SECONDS)
