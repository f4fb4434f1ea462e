"""What a kiosk offers while it is alone: by the clock, and by the numbers it has left."""

from datetime import timedelta

import pytest

from display_server.contract import Catalogue, NotNow, OpenHours, ServiceEntry
from kiosk_app.issuing.offline_catalogue import offered_offline
from tests.kiosk_app.a_hall import CLOSED, NOON, the_catalogue

MORNING = OpenHours(begins=NOON - timedelta(hours=4), ends=NOON - timedelta(minutes=30))
AFTERNOON = OpenHours(begins=NOON + timedelta(hours=1), ends=NOON + timedelta(hours=5))
NUMBERS = {service.prefix: 10 for department in the_catalogue().departments for service in department.services}


def a_day(*, at_noon: bool) -> Catalogue:
    """The hall has a lunch break; the server was heard last within it, or before."""
    catalogue = the_catalogue().model_copy(update={"hours": (MORNING, AFTERNOON)})
    if not at_noon:
        return catalogue
    departments = tuple(
        department.model_copy(update={"services": tuple(map(closed, department.services))})
        for department in catalogue.departments
    )
    return catalogue.model_copy(update={"open": False, "why_closed": CLOSED, "departments": departments})


def closed(service: ServiceEntry) -> ServiceEntry:
    return service.model_copy(update={"open": False, "not_now": NotNow.CLOSED, "why_closed": CLOSED})


def services(catalogue: Catalogue) -> dict[str, ServiceEntry]:
    return {service.slug: service for department in catalogue.departments for service in department.services}


@pytest.mark.parametrize("at_noon", [True, False])
def test_it_opens_and_closes_by_the_halls_hours_whatever_was_heard_last(at_noon: bool) -> None:
    heard = a_day(at_noon=at_noon)

    lunch = offered_offline(heard, NUMBERS, NOON)
    afternoon = offered_offline(heard, NUMBERS, AFTERNOON.begins)
    evening = offered_offline(heard, NUMBERS, AFTERNOON.ends)

    assert (lunch.open, afternoon.open, evening.open) == (False, True, False)
    assert (lunch.why_closed or {})["vi"] == "Trung tâm hiện đã đóng cửa, mở cửa lại lúc 13:00, 02/03/2026."
    assert evening.why_closed == {}
    assert {each.not_now for each in services(lunch).values()} == {NotNow.CLOSED}
    assert services(afternoon)["lltp"].open


def test_a_service_without_numbers_says_so_before_it_is_chosen() -> None:
    heard = the_catalogue()
    prefix = services(heard)["lltp"].prefix

    offered = services(offered_offline(heard, {**NUMBERS, prefix: 0}, NOON))

    assert (offered["lltp"].open, offered["lltp"].not_now) == (False, NotNow.FULL)
    assert "information desk" in (offered["lltp"].why_closed or {})["en"]
    assert all(each.open for each in offered.values() if each.prefix != prefix and each.slug != "luatsu")


def test_what_is_done_online_only_stays_so() -> None:
    heard = the_catalogue()
    first = heard.departments[0]
    online = first.services[0].model_copy(update={"open": False, "not_now": NotNow.ONLINE})
    department = first.model_copy(update={"services": (online, *first.services[1:])})

    offered = offered_offline(heard.model_copy(update={"departments": (department,)}), {}, NOON)

    assert offered.departments[0].services[0] == online
