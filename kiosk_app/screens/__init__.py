"""What each screen value looks like. Shows what the flow says and reports touches; decides nothing."""

from collections.abc import Callable
from typing import assert_never

from kiosk_app.flow import (
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    Issuing,
    NumberOnScreen,
    Printing,
    Refusal,
    Screen,
    Silence,
    TakePaper,
    Touch,
    Welcome,
)
from kiosk_app.screens import choosing, confirming, sentences, taking, welcome
from kiosk_app.screens.frame import Frame
from kiosk_app.theme import Stage

Send = Callable[[Touch], None]


def show(screen: Screen, stage: Stage, send: Send) -> Frame:
    """The widgets of one screen value in this window."""
    match screen:
        case Welcome():
            return welcome.show(screen, stage, send)
        case ChoosingDepartment():
            return choosing.show_departments(screen, stage, send)
        case ChoosingService():
            return choosing.show_services(screen, stage, send)
        case ChoosingPriority():
            return choosing.show_priority(screen, stage, send)
        case Confirming():
            return confirming.show(screen, stage, send)
        case Explaining():
            return sentences.show_explanation(screen, stage, send)
        case Refusal():
            return sentences.show_refusal(screen, stage, send)
        case Silence():
            return sentences.show_silence(screen, stage, send)
        case Issuing():
            return taking.show_issuing(screen, stage, send)
        case Printing():
            return taking.show_printing(screen, stage, send)
        case TakePaper():
            return taking.show_paper(screen, stage, send)
        case NumberOnScreen():
            return taking.show_number(screen, stage, send)
        case _:
            assert_never(screen)
