"""The screens that offer something to choose, as the newest catalogue has it. Knows no touch and no time."""

from collections.abc import Sequence

from display_server.contract import DepartmentEntry, NotNow, PriorityClassEntry, ServiceEntry, ZoneEntry
from kiosk_app.flow import cards
from kiosk_app.flow.entries import paged, place, with_slug
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.screens import (
    BookedAppointment,
    Choice,
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    Found,
    Screen,
    Searching,
    Welcome,
)
from kiosk_app.flow.search import Findable, found, on_keys, plain
from kiosk_app.flow.values import Disconnected, Revoked
from kiosk_app.words import in_language

LONGEST_SEARCH, MOST_FOUND, EXAMPLE_WORDS = 24, 4, 4
MOST_DOSSIERS = 20
USUAL_ON_DEPARTMENTS, CHOSEN_OFTEN = 2, 5


def welcome(kiosk: Kiosk, page: int = 0) -> Welcome:
    """The greeting; while the hall is open, with its departments."""
    catalogue, link = kiosk.catalogue, kiosk.link
    if isinstance(link, Revoked):
        return Welcome(catalogue.name, catalogue.languages, link=link) if catalogue else Welcome(link=link)
    if catalogue is None:
        return Welcome(
            link=link,
            asks_the_day=_asks_the_day(kiosk),
            print_fault=kiosk.print_fault,
            elsewhere=kiosk.advice or kiosk.elsewhere,
        )
    page, pages, shown = paged(catalogue.departments if catalogue.open else (), page, kiosk.per_page)
    return Welcome(
        hall=catalogue.name,
        languages=catalogue.languages,
        why_closed=None if catalogue.open else catalogue.why_closed or {},
        link=link,
        asks_the_day=_asks_the_day(kiosk),
        print_fault=kiosk.print_fault,
        elsewhere=kiosk.advice or kiosk.elsewhere,
        nearly_empty=kiosk.nearly_empty,
        departments=shown,
        zones=catalogue.zones,
        page=page,
        pages=pages,
        usual=_usual_services(kiosk),
        dim=kiosk.night and not kiosk.awake,
    )


def _asks_the_day(kiosk: Kiosk) -> bool:
    """Whether an officer is asked for the date: only where there is a staff code."""
    return kiosk.link == Disconnected(knows_the_day=False) and kiosk.door.code is not None


def departments(kiosk: Kiosk, language: str, page: int = 0) -> ChoosingDepartment | None:
    """A page of departments, None while there are none to choose from."""
    catalogue = kiosk.catalogue
    if catalogue is None or not catalogue.departments:
        return None
    page, pages, shown = paged(catalogue.departments, page, kiosk.per_page)
    return ChoosingDepartment(language, catalogue.name, shown, catalogue.zones, page, pages, _usual_services(kiosk))


def _usual_services(kiosk: Kiosk) -> tuple[ServiceEntry, ...]:
    return tuple(each.service for each in _usual(kiosk)[:USUAL_ON_DEPARTMENTS])


def searching(kiosk: Kiosk, language: str, typed: str) -> Searching:
    services = everything(kiosk)
    if not typed.strip():
        usual = _usual(kiosk)[:MOST_FOUND]
        return Searching(language, typed, usual, kiosk.is_live, _example((*usual, *services), language))
    findables = map(_findable_by_keys if typed.isdecimal() else _findable, services)
    slugs = found(typed, findables, kiosk.chosen, MOST_FOUND)
    shown = tuple(each for slug in slugs for each in services if each.service.slug == slug)
    return Searching(language, typed, shown, live=kiosk.is_live)


def _findable(offered: Found) -> Findable:
    """By its names in every language: somebody who reads English may hold a Vietnamese paper with the name on it."""
    service = offered.service
    name, *others = service.name.values()
    within = " ".join(offered.department.name.values())
    return Findable(service.slug, name, within, (*others, *service.keywords), service.prefix)


def _findable_by_keys(offered: Found) -> Findable:
    """By the keys of the 12-key pad; each stands for three or four letters."""
    entry = _findable(offered)
    keywords = tuple(map(on_keys, entry.keywords))
    return Findable(entry.slug, on_keys(entry.name), on_keys(entry.within), keywords, on_keys(entry.prefix))


def _example(services: Sequence[Found], language: str) -> str:
    """What somebody might type here: the first words of a name, as people type them."""
    words = [plain(in_language(each.service.name, language)).split() for each in services[:1]]
    return " ".join(word for name in words for word in name[:EXAMPLE_WORDS])


def everything(kiosk: Kiosk) -> tuple[Found, ...]:
    return tuple(Found(department, service) for department in all_departments(kiosk) for service in department.services)


def _usual(kiosk: Kiosk) -> tuple[Found, ...]:
    """What is open and was chosen several times at this time of the day, most often first."""
    often = [
        each
        for each in everything(kiosk)
        if each.service.open and kiosk.chosen.get(each.service.slug, 0) >= CHOSEN_OFTEN
    ]
    return tuple(sorted(often, key=lambda each: -kiosk.chosen[each.service.slug]))


def departments_around(kiosk: Kiosk, language: str, department: DepartmentEntry) -> Screen:
    page = place(all_departments(kiosk), department.slug) // kiosk.per_page
    return departments(kiosk, language, page) or welcome(kiosk)


def into(kiosk: Kiosk, language: str, department: DepartmentEntry) -> Screen:
    """Into a department: where it offers one service only, there is nothing to choose."""
    if len(department.services) == 1:
        return confirm(kiosk, language, department, department.services[0])
    return services(kiosk, language, department)


def services(kiosk: Kiosk, language: str, department: DepartmentEntry, page: int = 0) -> ChoosingService:
    page, pages, shown = paged(department.services, page, kiosk.per_page)
    return ChoosingService(language, department, shown, page, pages, live=kiosk.is_live)


def services_around(kiosk: Kiosk, choice: Choice) -> Screen:
    department = with_slug(all_departments(kiosk), choice.department.slug)
    if department is None:
        return departments(kiosk, choice.language) or welcome(kiosk)
    page = place(department.services, choice.service.slug) // kiosk.per_page
    return services(kiosk, choice.language, department, page)


def confirm(
    kiosk: Kiosk,
    language: str,
    department: DepartmentEntry,
    service: ServiceEntry,
    appointment: BookedAppointment | None = None,
) -> Confirming | Explaining:
    """The newest figures of this service, or why it cannot be chosen. Somebody with an appointment is never turned away
    for want of numbers; a service that the hall has dropped meanwhile is explained like a closed one.
    """
    current = with_slug(all_departments(kiosk), department.slug)
    department = current or department
    service = (with_slug(current.services, service.slug) if current else None) or _dropped(service)
    zone, by_age = _zone(kiosk, department), cards.class_by_age(kiosk)
    choice = Choice(language, department, zone, service, by_age, appointment=appointment)
    given = service.open or (appointment is not None and service.not_now is NotNow.FULL)
    return Confirming(choice, classes(kiosk), kiosk.is_live) if given else Explaining(choice)


def _dropped(service: ServiceEntry) -> ServiceEntry:
    """The service as it is shown to a citizen who was about to choose it when the hall dropped it."""
    return service.model_copy(update={"open": False, "not_now": NotNow.CLOSED, "why_closed": None})


def _zone(kiosk: Kiosk, department: DepartmentEntry) -> ZoneEntry:
    zones = kiosk.catalogue.zones if kiosk.catalogue else ()
    return with_slug(zones, department.zone) or ZoneEntry(slug=department.zone, name={})


def classes(kiosk: Kiosk) -> tuple[PriorityClassEntry, ...]:
    return kiosk.catalogue.priority_classes if kiosk.catalogue else ()


def priorities(kiosk: Kiosk, choice: Choice, page: int = 0) -> ChoosingPriority:
    """A page of the priority classes."""
    page, pages, shown = paged(classes(kiosk), page, kiosk.per_page)
    return ChoosingPriority(choice, shown, page, pages)


def all_departments(kiosk: Kiosk) -> tuple[DepartmentEntry, ...]:
    return kiosk.catalogue.departments if kiosk.catalogue else ()
