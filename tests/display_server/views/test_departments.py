"""What a supervisor sees of the hall at this moment: the own departments, and nobody else's."""

import pytest

from display_server import views
from display_server.access.principals import Principal, Role, may_watch
from display_server.contract import HallNow, Topic
from display_server.domain.refusals import Forbidden, NotFound
from display_server.store.hall import Hall
from display_server.use_cases import counter, kiosk
from tests.halls import do

HOA = Principal(Role.SUPERVISOR, "Hoa", "hall", is_person=True, departments=("land",))


def seen(hall: Hall, topic: str) -> HallNow:
    with hall.reading() as reading:
        view = views.topics.of_topic(reading, Topic.parse(topic), "http://hall")
    assert isinstance(view, HallNow)
    return view


def test_a_supervisor_sees_the_own_departments_visitors_counters_and_services(hall: Hall) -> None:
    for service in ("land", "land", "tax", "tax", "tax"):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service))
    for number in (1, 3):
        do(hall, counter.open_counter, number, f"officer {number}")
        do(hall, counter.call_next, number)

    land, everything = seen(hall, "hall:hall:land"), seen(hall, "hall:hall")

    assert (land.issued, land.waiting, land.called) == (2, 1, 1)
    assert [each.number for each in land.counters] == [1, 2]
    assert [each.service for each in land.services] == ["land"]
    assert (everything.issued, everything.waiting, everything.called) == (5, 3, 2)
    assert seen(hall, "hall:hall:land,tax").issued == 5


@pytest.mark.parametrize("topic", ["hall:hall", "hall:hall:tax", "hall:hall:land,tax", "hall:other:land"])
def test_a_supervisor_may_watch_nothing_beyond_them(topic: str) -> None:
    may_watch(HOA, Topic.parse("hall:hall:land"))

    with pytest.raises(Forbidden):
        may_watch(HOA, Topic.parse(topic))


def test_before_the_first_password_is_changed_nothing_may_be_watched() -> None:
    new = Principal(Role.MANAGER, "Thu", "hall", is_person=True, must_change_password=True)

    with pytest.raises(Forbidden, match="/account"):
        may_watch(new, Topic.parse("hall:hall"))


def test_a_department_that_is_not_there_is_said_to_be_so(hall: Hall) -> None:
    with pytest.raises(NotFound, match="no department fishing"):
        seen(hall, "hall:hall:fishing")


@pytest.mark.parametrize("topic", ["hall:hall:", "hall:hall:,", "hall:hall:land,", "hall:hall:land:tax,"])
def test_odd_limits_are_no_topics(topic: str) -> None:
    with pytest.raises(ValueError, match="topic"):
        Topic.parse(topic)
