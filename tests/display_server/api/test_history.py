"""The history's questions: flow, fairness, notes, saved views; of each hall its own, to each person what is theirs."""

import io
from dataclasses import replace

import openpyxl
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account
from display_server.domain.ordered_file import FORMATS
from display_server.domain.security_log import Kind
from display_server.ordering.worker import Making
from display_server.ordering.workshop import Workshop
from display_server.store.hall import Hall
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.undo import undo
from display_server.web.services import Services
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.display_server.api.test_sessions import PASSWORD, signed_in as signed_in_as
from tests.halls import MovedClock, a_hall_plan, do

HALLS = "/api/v1/halls"
TODAY = "2026-11-23"


@pytest.fixture
def halls(house: Services) -> tuple[Hall, Hall]:
    """Two in one database, alike but for their names."""
    house.halls.load(replace(a_hall_plan(), slug="other"), actor="test")
    return house.halls["hall"], house.halls["other"]


@pytest.fixture
def manager(app: Flask) -> FlaskClient:
    return signed_in(app, Role.MANAGER)


def a_person(app: Flask, house: Services, role: Role, name: str, *departments: str, hall: str = "hall") -> FlaskClient:
    account = create_account(house.accounts, house.clock, Principal(role, name, hall, is_person=True), PASSWORD)
    house.accounts.change_role(account, role, hall, departments, house.clock())
    return signed_in_as(app, name)


# --- flow through the day ---------------------------------------------------------------------------------------------


def test_the_flow_of_a_day_is_of_one_hall_and_of_the_departments_asked_for(
    manager: FlaskClient, halls: tuple[Hall, Hall], clock: MovedClock
) -> None:
    hall, other = halls
    do(hall, counter.open_counter, 1, "Lan")
    for where, service in ((hall, "land"), (hall, "tax"), (other, "land")):
        do(where, issue_ticket, TicketRequest(service))
    clock.advance(minutes=20)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())

    whole, land, elsewhere = (
        manager.get(f"{HALLS}/{address}").get_json()
        for address in ("hall/flow", "hall/flow?department=land", "other/flow")
    )

    assert whole["quarters"] == [
        {"at": "08:00", "arrived": 2, "waiting": 2, "served": 0},
        {"at": "08:15", "arrived": 0, "waiting": 0, "served": 1},
    ]
    assert [quarter["arrived"] for quarter in land["quarters"]] == [1, 0]
    assert elsewhere["quarters"] == [{"at": "08:00", "arrived": 1, "waiting": 1, "served": 0}]


def test_a_supervisor_sees_the_flow_of_the_own_departments_alone(
    app: Flask, house: Services, halls: tuple[Hall, Hall]
) -> None:
    hall, _ = halls
    for service in ("land", "tax", "tax"):
        do(hall, issue_ticket, TicketRequest(service))
    supervisor = a_person(app, house, Role.SUPERVISOR, "Hoa", "land")

    own = supervisor.get(f"{HALLS}/hall/flow").get_json()

    assert [quarter["arrived"] for quarter in own["quarters"]] == [1]
    is_a_problem(supervisor.get(f"{HALLS}/hall/flow?department=tax"), 403)
    is_a_problem(supervisor.get(f"{HALLS}/other/flow"), 403)


def test_days_in_the_wrong_order_have_no_flow(manager: FlaskClient, halls: tuple[Hall, Hall]) -> None:
    is_a_problem(manager.get(f"{HALLS}/hall/flow?from=2026-11-23&to=2026-11-20"), 422)


# --- notes to days ----------------------------------------------------------------------------------------------------

NOTES = f"{HALLS}/hall/day-notes"
POWER_CUT = {"day": TODAY, "note": "Mất điện 9–11 giờ"}


def test_a_note_stands_with_the_figures_of_its_day_until_it_is_struck_out(
    app: Flask, house: Services, halls: tuple[Hall, Hall]
) -> None:
    manager = a_person(app, house, Role.MANAGER, "Minh")

    manager.post(NOTES, json=POWER_CUT)
    written = manager.get(f"{HALLS}/hall/statistics").get_json()["notes"]
    elsewhere = [
        manager.get(f"{HALLS}/hall/statistics?from=2026-11-20&to=2026-11-22").get_json()["notes"],
        signed_in(app, Role.MANAGER).get(f"{HALLS}/other/statistics").get_json()["notes"],
    ]
    struck = manager.delete(f"{NOTES}/{TODAY}")

    assert [(each["day"], each["note"], each["by"]) for each in written] == [(TODAY, POWER_CUT["note"], "Minh")]
    assert elsewhere == [[], []]
    assert struck.status_code == 204
    assert manager.get(f"{HALLS}/hall/statistics").get_json()["notes"] == []


def test_the_journal_tells_who_wrote_which_note_and_who_struck_it_out(
    app: Flask, house: Services, halls: tuple[Hall, Hall]
) -> None:
    minh, hoa = (a_person(app, house, Role.MANAGER, name) for name in ("Minh", "Hoa"))

    minh.post(NOTES, json=POWER_CUT)
    hoa.post(NOTES, json={**POWER_CUT, "note": "Mất điện 9–10 giờ"})
    hoa.post(NOTES, json={**POWER_CUT, "note": "Mất điện 9–10 giờ"})
    minh.delete(f"{NOTES}/{TODAY}")

    with halls[0].reading() as reading:
        told = [(row.actor, row.facts) for row in reading.journal.since(0) if row.event == "DayNoted"]
    assert told == [
        ("Minh", {"of_day": TODAY, "note": "Mất điện 9–11 giờ"}),
        ("Hoa", {"of_day": TODAY, "note": "Mất điện 9–10 giờ"}),
        ("Minh", {"of_day": TODAY, "note": ""}),
    ]


def test_a_note_stands_in_the_files_of_its_day(manager: FlaskClient, halls: tuple[Hall, Hall]) -> None:
    do(halls[0], issue_ticket, TicketRequest("land"))
    manager.post(NOTES, json={**POWER_CUT, "note": "=1+1 mất điện"})

    csv = manager.get(f"{HALLS}/hall/statistics.csv?group_by=day&lang=vi").get_data().decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(manager.get(f"{HALLS}/hall/statistics.xlsx?lang=vi").data))
    paper = pypdf.PdfReader(io.BytesIO(manager.get(f"{HALLS}/hall/statistics.pdf?lang=vi").data))

    assert [line.split(";")[-1] for line in csv.splitlines()] == ["Ghi chú", "'=1+1 mất điện", ""]
    assert [cell.value for cell in book["Ghi chú theo ngày"][6]] == ["23/11/2026", "=1+1 mất điện"]
    assert "=1+1 mất điện" in "".join(page.extract_text() for page in paper.pages)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"day": "2026-11-24", "note": "morgen"}, 409),
        ({"day": TODAY, "note": "   "}, 422),
        ({"day": TODAY, "note": "x" * 501}, 422),
        ({"day": "gestern", "note": "x"}, 422),
        ({"note": "x"}, 422),
    ],
)
def test_a_note_that_cannot_be_is_refused(manager: FlaskClient, body: dict[str, str], status: int) -> None:
    is_a_problem(manager.post(NOTES, json=body), status)


def test_no_note_no_day_and_no_manager_strike_nothing_out(
    app: Flask, house: Services, manager: FlaskClient, halls: tuple[Hall, Hall]
) -> None:
    supervisor = a_person(app, house, Role.SUPERVISOR, "Hoa", "land")

    is_a_problem(manager.delete(f"{NOTES}/{TODAY}"), 404)
    is_a_problem(manager.delete(f"{NOTES}/heute"), 404)
    is_a_problem(supervisor.post(NOTES, json=POWER_CUT), 403)


def test_who_wrote_a_note_is_erased_with_the_names_of_others(
    app: Flask, house: Services, halls: tuple[Hall, Hall]
) -> None:
    minh = a_person(app, house, Role.MANAGER, "Minh")
    minh.post(NOTES, json=POWER_CUT)

    house.erasures.erase_officer("hall", "Minh")

    (left,) = minh.get(f"{HALLS}/hall/statistics").get_json()["notes"]
    assert (left["note"], left["by"]) == (POWER_CUT["note"], None)


# --- saved views ------------------------------------------------------------------------------------------------------

VIEWS = f"{HALLS}/hall/views"
BY_HOUR = {"group_by": "hour", "department": "land"}


def names(person: FlaskClient) -> list[str]:
    return [each["name"] for each in person.get(VIEWS).get_json()["views"]]


def test_each_view_is_shown_to_whom_its_owner_shows_it(app: Flask, house: Services, halls: tuple[Hall, Hall]) -> None:
    minh, ha = (a_person(app, house, Role.MANAGER, name) for name in ("Minh", "Hà"))
    of_land, of_tax = (a_person(app, house, Role.SUPERVISOR, who, who) for who in ("land", "tax"))
    elsewhere = a_person(app, house, Role.MANAGER, "An", hall="other")

    minh.post(VIEWS, json={"name": "Mine", "filters": BY_HOUR})
    minh.post(VIEWS, json={"name": "Ours", "filters": BY_HOUR, "audience": "managers"})
    minh.post(VIEWS, json={"name": "Land", "filters": BY_HOUR, "audience": "department", "department": "land"})

    assert names(minh) == ["Land", "Mine", "Ours"]
    assert names(ha) == ["Land", "Ours"]
    assert names(of_land) == ["Land"]
    assert names(of_tax) == []
    assert elsewhere.get(f"{HALLS}/other/views").get_json()["views"] == []
    (shown, *_) = of_land.get(VIEWS).get_json()["views"]
    assert (shown["filters"], shown["owner"], shown["is_own"]) == (BY_HOUR, "Minh", False)


def test_its_owner_renames_and_removes_a_view_and_nobody_else(
    app: Flask, house: Services, halls: tuple[Hall, Hall]
) -> None:
    minh, ha = (a_person(app, house, Role.MANAGER, name) for name in ("Minh", "Hà"))
    saved = {"name": "Ours", "filters": BY_HOUR, "audience": "managers"}
    view = minh.post(VIEWS, json=saved).get_json()["id"]

    is_a_problem(ha.post(f"{VIEWS}/{view}", json={"name": "Hers", "audience": "me"}), 403)
    is_a_problem(ha.delete(f"{VIEWS}/{view}"), 403)
    renamed = minh.post(f"{VIEWS}/{view}", json={"name": "By the hour", "audience": "me"}).get_json()

    assert (renamed["name"], renamed["audience"], renamed["filters"]) == ("By the hour", "me", BY_HOUR)
    is_a_problem(ha.delete(f"{VIEWS}/{view}"), 404)
    assert minh.delete(f"{VIEWS}/{view}").status_code == 204
    assert names(minh) == []


def test_a_view_that_cannot_be_is_refused(
    app: Flask, house: Services, manager: FlaskClient, halls: tuple[Hall, Hall]
) -> None:
    minh = a_person(app, house, Role.MANAGER, "Minh")
    of_land = a_person(app, house, Role.SUPERVISOR, "Hoa", "land")
    saved = {"name": "Mine", "filters": BY_HOUR}
    minh.post(VIEWS, json=saved)

    is_a_problem(minh.post(VIEWS, json=saved), 409)
    is_a_problem(minh.post(VIEWS, json={**saved, "name": "x" * 81}), 422)
    is_a_problem(minh.post(VIEWS, json={"name": "Odd", "filters": {"group_by": "banana"}}), 422)
    is_a_problem(minh.post(VIEWS, json={"name": "Odd", "filters": {"colour": "red"}}), 422)
    is_a_problem(minh.post(VIEWS, json={**saved, "name": "Whose", "audience": "department"}), 422)
    is_a_problem(minh.post(VIEWS, json={**saved, "name": "Whose", "department": "land"}), 422)
    is_a_problem(minh.post(VIEWS, json={**saved, "name": "W", "audience": "department", "department": "sea"}), 404)
    is_a_problem(of_land.post(VIEWS, json={**saved, "audience": "department", "department": "tax"}), 403)
    is_a_problem(manager.post(VIEWS, json=saved), 403)


# --- fairness ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def called_by_hand(halls: tuple[Hall, Hall], clock: MovedClock) -> Hall:
    """Of three who came a minute apart the third was called first; in the other hall everybody in turn."""
    for hall in halls:
        do(hall, counter.open_counter, 1, "Lan")
        for _ in range(3):
            do(hall, issue_ticket, TicketRequest("land"))
            clock.advance(minutes=1)
    hall, other = halls
    with hall.reading() as reading:
        third = reading.tickets.numbered(reading.today, "A003")
    assert third is not None
    do(hall, counter.call_chosen, 1, third.id, "không khỏe")
    do(other, counter.call_next, 1)
    return hall


def test_fairness_tells_who_was_called_before_whom_and_why(manager: FlaskClient, called_by_hand: Hall) -> None:
    told = manager.get(f"{HALLS}/hall/fairness").get_json()
    elsewhere = manager.get(f"{HALLS}/other/fairness").get_json()

    (call,) = told["listed"]
    assert (call["number"], call["passed_number"], call["passed"]) == ("A003", "A001", 2)
    assert (call["reason"], call["words"], call["counter"]) == ("by_hand", "không khỏe", 1)
    assert (told["calls"], told["out_of_order"], [each["count"] for each in told["reasons"]]) == (1, 1, [1])
    assert [(each["key"], each["waits"]["count"]) for each in told["classes"]] == [("none", 1), ("total", 1)]
    assert (elsewhere["calls"], elsewhere["out_of_order"], elsewhere["listed"]) == (1, 0, [])


def test_fairness_stands_in_files(manager: FlaskClient, called_by_hand: Hall) -> None:
    csv = manager.get(f"{HALLS}/hall/fairness.csv?lang=vi").get_data().decode("utf-8-sig").splitlines()
    book = openpyxl.load_workbook(io.BytesIO(manager.get(f"{HALLS}/hall/fairness.xlsx?lang=en").data))

    assert csv[0].split(";")[:3] == ["Ngày", "Gọi lúc", "Số"]
    assert csv[1].split(";")[2] == "A003"
    assert csv[1].split(";")[-1] == "không khỏe"
    assert book.sheetnames == ["Waits by priority class", "Reasons", "Calls out of order"]
    assert [cell.value for cell in book["Calls out of order"][6]][2:7] == ["A003", "land", 1, "–", "A001"]


def test_a_supervisor_sees_the_calls_of_the_own_departments_alone(
    app: Flask, house: Services, called_by_hand: Hall
) -> None:
    of_land, of_tax = (a_person(app, house, Role.SUPERVISOR, who, who) for who in ("land", "tax"))

    assert of_land.get(f"{HALLS}/hall/fairness").get_json()["out_of_order"] == 1
    assert of_tax.get(f"{HALLS}/hall/fairness").get_json()["out_of_order"] == 0
    is_a_problem(of_tax.get(f"{HALLS}/hall/fairness?department=land"), 403)


def test_more_than_a_month_of_calls_is_not_read_at_once(manager: FlaskClient, called_by_hand: Hall) -> None:
    is_a_problem(manager.get(f"{HALLS}/hall/fairness?from=2026-10-01&to=2026-11-23"), 422)


# --- a visit's story --------------------------------------------------------------------------------------------------


def test_a_visit_is_told_in_plain_sentences(manager: FlaskClient, called_by_hand: Hall) -> None:
    told = manager.get(f"{HALLS}/hall/visits?number=a003&day={TODAY}").get_json()

    assert [event["words"]["en"] for event in told["events"]] == [
        "Number A003 was given for land",
        "Called to counter 1 by Lan. Reason: không khỏe",
    ]
    assert told["events"][1]["words"]["vi"] == "Được Lan gọi đến quầy 1. Lý do: không khỏe"
    assert told["ticket"]["number"] == "A003"


def test_what_was_taken_back_stands_in_the_story_as_that(manager: FlaskClient, called_by_hand: Hall) -> None:
    do(called_by_hand, undo, 1)

    told = manager.get(f"{HALLS}/hall/visits?number=A003").get_json()

    assert [event["undone"] for event in told["events"]] == [False, True, False]


def test_what_was_erased_is_not_in_the_story_any_more(
    house: Services, manager: FlaskClient, called_by_hand: Hall
) -> None:
    house.erasures.erase_officer("hall", "Lan")

    told = manager.get(f"{HALLS}/hall/visits?number=A003").get_json()

    assert told["events"][1]["words"]["en"] == "Called to counter 1. Reason: không khỏe"


def test_a_story_is_told_to_whom_it_concerns_and_who_read_it_is_logged(
    app: Flask, house: Services, called_by_hand: Hall
) -> None:
    of_land, of_tax = (a_person(app, house, Role.SUPERVISOR, who, who) for who in ("land", "tax"))
    officer = a_person(app, house, Role.OFFICER, "Lan")

    assert of_land.get(f"{HALLS}/hall/visits?number=A003").status_code == 200
    is_a_problem(of_tax.get(f"{HALLS}/hall/visits?number=A003"), 403)
    is_a_problem(officer.get(f"{HALLS}/hall/visits?number=A003"), 403)
    (read,) = [each.deed for each in house.accounts.log.page(50) if each.deed.kind is Kind.VISIT_READ]
    assert (read.by.name, read.about, read.hall) == ("land", f"A003 {TODAY}", "hall")


def test_no_such_number_and_no_such_day_are_said(manager: FlaskClient, called_by_hand: Hall) -> None:
    is_a_problem(manager.get(f"{HALLS}/hall/visits?number=A999"), 404)
    is_a_problem(manager.get(f"{HALLS}/hall/visits?number=A001&day=2026-11-22"), 404)
    is_a_problem(manager.get(f"{HALLS}/hall/visits?number=A001&day=gestern"), 422)
    is_a_problem(manager.get(f"{HALLS}/hall/visits"), 422)


# --- large files ------------------------------------------------------------------------------------------------------

FILES = f"{HALLS}/hall/files"
A_YEAR = {"what": "fairness", "format": "csv", "from": "2025-11-24", "to": TODAY}


def content(person: FlaskClient, file: int) -> bytes:
    with person.get(f"{FILES}/{file}/content") as answer:
        assert answer.status_code == 200
        return bytes(answer.data)


def made(house: Services, file: int) -> None:
    """As the worker beside the server makes it."""
    claimed = house.ordered_files.claim(house.clock())
    assert claimed is not None
    assert claimed.id == file
    house.ordered_folder.mkdir(parents=True, exist_ok=True)
    Making(house.ordered_files, claimed, house.ordered_folder, house.clock).make(house.halls[claimed.order.hall])


def test_a_year_of_fairness_is_ordered_made_and_fetched(
    app: Flask, house: Services, manager: FlaskClient, called_by_hand: Hall
) -> None:
    file = manager.post(FILES, json={**A_YEAR, "language": "vi"}).get_json()["id"]
    is_a_problem(manager.get(f"{FILES}/{file}/content"), 409)

    made(house, file)

    (told,) = manager.get(FILES).get_json()["files"]
    fetched = content(manager, file)
    assert (told["state"], told["days_done"], told["days"]) == ("done", 365, 365)
    assert told["removed_on"] == "2026-11-30"
    assert fetched.decode("utf-8-sig").splitlines()[1].split(";")[2] == "A003"
    exported = [each.deed.about for each in house.accounts.log.page(50) if each.deed.kind is Kind.EXPORTED]
    assert exported == [told["name"]]


@pytest.mark.parametrize(("what", "ending"), [(what, each) for what, some in FORMATS.items() for each in some])
def test_every_kind_of_file_can_be_made(
    house: Services, manager: FlaskClient, called_by_hand: Hall, what: str, ending: str
) -> None:
    file = manager.post(FILES, json={"what": what, "format": ending, "from": TODAY, "to": TODAY}).get_json()["id"]

    made(house, file)

    (told,) = manager.get(FILES).get_json()["files"]
    assert (told["state"], told["fault"]) == ("done", None)
    assert len(content(manager, file)) == told["size"] > 0


def test_a_supervisor_orders_and_sees_the_own_files_alone(
    app: Flask, house: Services, manager: FlaskClient, called_by_hand: Hall
) -> None:
    of_land, of_tax = (a_person(app, house, Role.SUPERVISOR, who, who) for who in ("land", "tax"))

    file = of_tax.post(FILES, json=A_YEAR).get_json()["id"]
    made(house, file)

    assert len(content(of_tax, file).splitlines()) == 1  # the heads: the call was for land
    assert of_land.get(FILES).get_json()["files"] == []
    is_a_problem(of_land.get(f"{FILES}/{file}/content"), 404)
    is_a_problem(of_land.post(f"{FILES}/{file}/stop"), 404)
    is_a_problem(of_land.post(FILES, json={**A_YEAR, "department": "tax"}), 403)
    is_a_problem(of_land.post(FILES, json={**A_YEAR, "what": "journal", "format": "jsonl"}), 403)
    assert len(manager.get(FILES).get_json()["files"]) == 1
    assert manager.get(f"{HALLS}/other/files").get_json()["files"] == []


def test_a_file_that_cannot_be_is_refused(manager: FlaskClient, halls: tuple[Hall, Hall]) -> None:
    for wrong in (
        {"format": "jsonl"},
        {"format": "docx"},
        {"what": "weather"},
        {"from": "2026-11-24"},
        {"language": "fr"},
    ):
        is_a_problem(manager.post(FILES, json={**A_YEAR, **wrong}), 422)
    is_a_problem(manager.post(FILES, json={**A_YEAR, "from": "2020-01-01"}), 422)
    is_a_problem(manager.post(FILES, json={**A_YEAR, "department": "sea"}), 404)
    is_a_problem(manager.get(f"{FILES}/7/content"), 404)


def test_a_hall_that_was_stopped_making_a_file_makes_none(
    house: Services, manager: FlaskClient, halls: tuple[Hall, Hall]
) -> None:
    file = manager.post(FILES, json=A_YEAR).get_json()["id"]

    stopped = manager.post(f"{FILES}/{file}/stop").get_json()

    assert stopped["state"] == "stopped"
    assert house.ordered_files.claim(house.clock()) is None


def test_the_workshop_removes_files_that_are_old(
    house: Services, manager: FlaskClient, called_by_hand: Hall, clock: MovedClock
) -> None:
    file = manager.post(FILES, json=A_YEAR).get_json()["id"]
    made(house, file)
    clock.advance(days=7, seconds=1)

    Workshop(house.ordered_files, house.ordered_folder, "sqlite://", clock).do_what_is_due()

    assert list(house.ordered_folder.iterdir()) == []
    is_a_problem(manager.get(f"{FILES}/{file}/content"), 404)


# --- who sees whom ----------------------------------------------------------------------------------------------------

OWN = f"{HALLS}/hall/statistics/own"


@pytest.fixture
def two_officers(halls: tuple[Hall, Hall], clock: MovedClock) -> Hall:
    """On two days Lan serves one for land and two for it, Hoà one for taxes each day; a Lan of the other hall, too."""
    hall, other = halls
    for many in (1, 2):
        for where, number, officer in ((hall, 1, "Lan"), (hall, 3, "Hoà"), (other, 1, "Lan")):
            do(where, counter.open_counter, number, officer)
            for _ in range(many if officer == "Lan" else 1):
                do(where, issue_ticket, TicketRequest("land" if number == 1 else "tax"))
                clock.advance(minutes=4)
                do(where, counter.call_next, number)
                do(where, counter.start, number)
                clock.advance(minutes=6)
                do(where, counter.finish, number, counter.Outcome())
            do(where, counter.close_counter, number)
        clock.advance(days=1)
    return hall


def test_an_officer_sees_what_they_did_themselves_and_nobody_elses_name(
    app: Flask, house: Services, two_officers: Hall
) -> None:
    lan = a_person(app, house, Role.OFFICER, "Lan")

    answer = lan.get(f"{OWN}?from=2026-11-23&to=2026-11-24")

    told = answer.get_json()
    assert [(row["key"], row["served"]) for row in told["rows"]] == [("2026-11-23", 1), ("2026-11-24", 2)]
    assert (told["total"]["waits"]["mean"], told["total"]["service_times"]["mean"]) == (4.0, 6.0)
    assert told["total"]["ratings"]["withheld"] is True
    assert "Hoà" not in answer.get_data(as_text=True)


def test_one_own_day_is_that_of_the_same_officer(app: Flask, house: Services, two_officers: Hall) -> None:
    hoa = a_person(app, house, Role.OFFICER, "Hoà")

    day, weekdays = (
        hoa.get(f"{OWN}?{asked}").get_json()
        for asked in ("from=2026-11-24&to=2026-11-24", "from=2026-11-23&to=2026-11-25&group_by=weekday")
    )

    assert [(row["key"], row["served"]) for row in day["rows"]] == [("2026-11-24", 1)]
    assert [(row["key"], row["served"]) for row in weekdays["rows"]] == [("mon", 1), ("tue", 1)]


def test_an_officer_sees_nothing_of_the_hall_or_of_others(app: Flask, house: Services, two_officers: Hall) -> None:
    lan = a_person(app, house, Role.OFFICER, "Lan")

    for address in ("statistics", "statistics.csv", "flow", "fairness", "views", "files", "visits?number=A001"):
        is_a_problem(lan.get(f"{HALLS}/hall/{address}"), 403)
    is_a_problem(lan.get(f"{OWN}?group_by=officer"), 422)
    is_a_problem(lan.get(f"{OWN}?officer=Ho%C3%A0"), 422)
    is_a_problem(lan.get(f"{HALLS}/other/statistics/own"), 403)
    is_a_problem(signed_in(app, Role.OFFICER).get(OWN), 403)


def test_a_supervisor_sees_the_own_departments_in_every_grouping(
    app: Flask, house: Services, two_officers: Hall
) -> None:
    of_tax = a_person(app, house, Role.SUPERVISOR, "Bình", "tax")
    days = "from=2026-11-23&to=2026-11-24"

    told = [
        of_tax.get(f"{HALLS}/hall/statistics?{days}&group_by={by}").get_json()
        for by in ("officer", "service", "department", "day")
    ]

    assert [[row["key"] for row in each["rows"]] for each in told[:3]] == [["Hoà"], ["tax"], ["tax"]]
    assert {each["total"]["served"] for each in told} == {2}
    is_a_problem(of_tax.get(f"{HALLS}/hall/statistics?{days}&department=land"), 403)
