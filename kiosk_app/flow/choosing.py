"""Where a choice leads, and a step back. Knows no time; issues nothing."""

from dataclasses import replace

from kiosk_app.flow import offers
from kiosk_app.flow.entries import named
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.screens import (
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    Issuing,
    NumberOnScreen,
    Refusal,
    Screen,
    Searching,
    Silence,
    Welcome,
)
from kiosk_app.flow.touches import (
    AskForPriority,
    ChooseDepartment,
    ChooseFound,
    ChooseLanguage,
    ChoosePriority,
    ChooseService,
    EraseLetter,
    LookFor,
    Touch,
    TurnPage,
    TypeLetter,
)


def chosen(kiosk: Kiosk, screen: Screen, touch: Touch) -> Screen:
    """The screen that a choice leads to; the same screen where that choice is not on offer."""
    match screen, touch:
        case Welcome(languages=languages), ChooseLanguage(language) if language in languages:
            return offers.departments(kiosk, language) or Silence(language, None)
        case ChoosingDepartment(language=language, page=page), TurnPage(by):
            return offers.departments(kiosk, language, page + by) or screen
        case ChoosingService(language=language, department=department, page=page), TurnPage(by):
            return offers.services(kiosk, language, department, page + by)
        case ChoosingDepartment(departments=departments, language=language), ChooseDepartment(slug):
            chosen = named(departments, slug)
            return offers.into(kiosk, language, chosen) if chosen else screen
        case ChoosingService(language=language, department=department, services=services), ChooseService(slug):
            service = named(services, slug)
            return offers.confirm(kiosk, language, department, service) if service else screen
        case ((ChoosingDepartment(language=language) | ChoosingService(language=language)), LookFor()):
            return offers.searching(kiosk, language, "")
        case Searching(language, typed), TypeLetter(letter) if len(typed) < offers.LONGEST_SEARCH:
            return offers.searching(kiosk, language, typed + letter)
        case Searching(language, typed), EraseLetter():
            return offers.searching(kiosk, language, typed[:-1])
        case ((Searching(language) | ChoosingDepartment(language=language)), ChooseFound(slug)):
            sought = next((each for each in offers.everything(kiosk) if each.service.slug == slug), None)
            return offers.confirm(kiosk, language, sought.department, sought.service) if sought else screen
        case Confirming(choice, can_ask_for_priority=True), AskForPriority():
            return ChoosingPriority(choice, offers.classes(kiosk))
        case ChoosingPriority(choice, classes), ChoosePriority(slug) if slug is None or named(classes, slug):
            return Confirming(replace(choice, priority=named(classes, slug)), True, not kiosk.alone)
    return screen


def before(kiosk: Kiosk) -> Screen:
    """Where a step back leads."""
    match kiosk.screen:
        case ChoosingService(language=language, department=department):
            return offers.departments_around(kiosk, language, department)
        case Searching(language):
            return offers.departments(kiosk, language) or offers.welcome(kiosk)
        case Confirming(choice) | Explaining(choice):
            if len(choice.department.services) == 1:
                return offers.departments_around(kiosk, choice.language, choice.department)
            return offers.services_around(kiosk, choice)
        case ChoosingPriority(choice):
            return Confirming(choice, True, not kiosk.alone)
        case Refusal(choice):
            return offers.confirm(kiosk, choice.language, choice.department, choice.service)
        case Silence(unanswered=Issuing(choice)):
            return offers.confirm(kiosk, choice.language, choice.department, choice.service)
        case NumberOnScreen():
            return kiosk.screen  # the only trace of the ticket: it leaves by going home, not by a step back
    return offers.welcome(kiosk)
