"""What each screen value looks like. Shows what the flow says and reports touches; decides nothing."""

from typing import assert_never

from kiosk_app.flow.scan_screens import AskingRating, DossierSeen, LookingUp, LookUpFailed, RatingThanks
from kiosk_app.flow.screens import (
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    HoldCard,
    Issuing,
    NumberOnScreen,
    NumberRefused,
    Printing,
    Screen,
    Searching,
    Silence,
    StillThere,
    TakePaper,
    Welcome,
)
from kiosk_app.flow.staff import AskingCode, AskingTime, StaffPage
from kiosk_app.window.screens import (
    choosing,
    confirming,
    explaining,
    priority,
    rating,
    scanned,
    searching,
    staff,
    taking,
    welcome,
)
from kiosk_app.window.screens.frame import Frame, Scene


def show(screen: Screen, scene: Scene) -> Frame:
    """The widgets of one screen value in this window."""
    match screen:
        case Welcome():
            return welcome.show(screen, scene)
        case ChoosingDepartment():
            return choosing.show_departments(screen, scene)
        case ChoosingService():
            return choosing.show_services(screen, scene)
        case ChoosingPriority():
            return priority.show(screen, scene)
        case Confirming():
            return confirming.show(screen, scene)
        case Explaining():
            return explaining.show_explanation(screen, scene)
        case NumberRefused():
            return explaining.show_refusal(screen, scene)
        case Silence():
            return explaining.show_silence(screen, scene)
        case Issuing():
            return taking.show_issuing(screen, scene)
        case Printing():
            return taking.show_printing(screen, scene)
        case TakePaper():
            return taking.show_paper(screen, scene)
        case NumberOnScreen():
            return taking.show_number(screen, scene)
        case Searching():
            return searching.show(screen, scene)
        case StillThere():
            return explaining.StillThereFrame(screen, scene)
        case AskingCode():
            return staff.show_code(screen, scene)
        case AskingTime():
            return staff.show_time(screen, scene)
        case StaffPage():
            return staff.show_page(screen, scene)
        case LookingUp():
            return scanned.show_looking_up(screen, scene)
        case AskingRating():
            return rating.show_asking(screen, scene)
        case RatingThanks():
            return rating.show_thanks(screen, scene)
        case DossierSeen():
            return scanned.show_dossier(screen, scene)
        case LookUpFailed():
            return scanned.show_look_up_failed(screen, scene)
        case HoldCard():
            return scanned.show_hold_card(screen, scene)
        case _:
            assert_never(screen)
