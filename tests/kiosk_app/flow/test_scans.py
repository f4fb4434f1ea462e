"""What citizens hold before the scanner, without a window: an appointment, a receipt, an ID card, anything else."""

from datetime import timedelta

import pytest

from display_server.contract import Appointment, Catalogue, DossierAnswer, NotNow, Progress
from kiosk_app.flow.effects import LookUpAppointment, LookUpDossier, SendRating
from kiosk_app.flow.kiosk import REMARK_SECONDS
from kiosk_app.flow.reports import (
    AppointmentFound,
    CatalogueCame,
    CatalogueMissed,
    CodeScanned,
    DossierFound,
    LookUpRefused,
    LookUpSilent,
    RatingTaken,
    TicketPrinted,
    TicketReceived,
    TicketRefused,
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
    ChoosingDepartment,
    ChoosingPriority,
    Confirming,
    HoldCard,
    Issuing,
    NumberRefused,
    Printing,
    StillThere,
    TakePaper,
    Welcome,
)
from kiosk_app.flow.staff import AskingCode, Door, Knock
from kiosk_app.flow.step import TimePassed
from kiosk_app.flow.touches import (
    AskForPriority,
    Back,
    ChooseAService,
    ChooseDepartment,
    ChooseLanguage,
    ChooseService,
    GiveFace,
    GoHome,
    TakeNumber,
    TakeNumberAs,
)
from tests.kiosk_app.a_hall import CLASSES, ELDERLY, MANY_CLASSES, NOON, a_ticket, the_catalogue
from tests.kiosk_app.at_the_kiosk import AtTheKiosk

APPOINTMENT = CodeScanned("K7MPQ2XA")
RECEIPT = CodeScanned("000.00.19.H19-181130-0042")
OLD_NUMBER, YOUNG_NUMBER = "075155001234", "075201001234"
OLD = CodeScanned(f"{OLD_NUMBER}|271234567|Nguyễn Thị Ánh|02031955|Nữ|Biên Hòa|01012022")
YOUNG = CodeScanned(f"{YOUNG_NUMBER}||Trần Văn Bình|03042001|Nam|Long Thành|01012022")
OF_SOMETHING_ELSE = CodeScanned("8934563138165")
PROMISED = Appointment(code="K7MPQ2XA", service="lltp", at=NOON)
READY = DossierAnswer(progress=Progress.READY, counter=26, not_before=None, words={"vi": "Mời đến quầy 26."})


def a_hall_that(id_card: str, **facts: object) -> Catalogue:
    return the_catalogue().model_copy(update={"id_card": id_card, **facts})


def before(catalogue: Catalogue) -> AtTheKiosk:
    at = AtTheKiosk()
    at.happens(CatalogueCame(catalogue))
    return at


@pytest.fixture
def citizen() -> AtTheKiosk:
    return before(the_catalogue())


def confirming(at: AtTheKiosk) -> AtTheKiosk:
    at.happens(ChooseLanguage("vi"), ChooseDepartment("tuphap"), ChooseService("lltp"))
    return at


# --- appointments -----------------------------------------------------------------------------------------------------


def test_an_appointment_is_one_touch_from_paper(citizen: AtTheKiosk) -> None:
    assert citizen.happens(APPOINTMENT) == LookingUp("vi", CodeKind.APPOINTMENT, 1)
    assert citizen.effects[-1] == LookUpAppointment(1, "K7MPQ2XA", "vi")
    screen = citizen.happens(AppointmentFound(1, PROMISED))

    assert isinstance(screen, Confirming)
    assert screen.choice.service.slug == "lltp"
    assert screen.choice.appointment is not None
    assert f"{screen.choice.appointment.at:%H:%M}" == "12:00"
    citizen.happens(CatalogueCame(the_catalogue(seq=2)), TakeNumber())
    assert (citizen.issues[0].request.appointment, citizen.issues[0].request.service) == ("K7MPQ2XA", "lltp")


def test_who_was_promised_a_time_is_not_turned_away_for_want_of_numbers() -> None:
    hall = the_catalogue(closed=frozenset({"lltp"}))
    departments = tuple(
        department.model_copy(
            update={
                "services": tuple(
                    service if service.open else service.model_copy(update={"not_now": NotNow.FULL})
                    for service in department.services
                )
            }
        )
        for department in hall.departments
    )
    at = before(hall.model_copy(update={"departments": departments}))

    assert isinstance(at.happens(APPOINTMENT, AppointmentFound(1, PROMISED)), Confirming)


@pytest.mark.parametrize(
    ("appointment", "why"),
    [
        ({"ticket": 7}, LookUpFailure.USED),
        ({"at": NOON + timedelta(days=1)}, LookUpFailure.OTHER_DAY),
        ({"service": "no-such"}, LookUpFailure.NOT_OFFERED),
    ],
)
def test_an_appointment_that_does_not_count_now_is_told_and_a_service_can_be_chosen(
    citizen: AtTheKiosk, appointment: dict[str, object], why: LookUpFailure
) -> None:
    screen = citizen.happens(APPOINTMENT, AppointmentFound(1, PROMISED.model_copy(update=appointment)))

    assert isinstance(screen, LookUpFailed)
    assert screen.why is why
    assert isinstance(citizen.happens(ChooseAService()), ChoosingDepartment)


def test_an_unknown_appointment_is_told_in_the_servers_words(citizen: AtTheKiosk) -> None:
    screen = citizen.happens(APPOINTMENT, LookUpRefused(1, "Không có lịch hẹn K7MPQ2XA."))

    assert screen == LookUpFailed("vi", CodeKind.APPOINTMENT, LookUpFailure.REFUSED, "Không có lịch hẹn K7MPQ2XA.")


@pytest.mark.parametrize("code", [APPOINTMENT, RECEIPT])
def test_without_the_server_the_kiosk_says_so_and_offers_the_services(citizen: AtTheKiosk, code: CodeScanned) -> None:
    screen = citizen.happens(code, LookUpSilent(1))

    assert isinstance(screen, LookUpFailed)
    assert screen.why is LookUpFailure.SILENT
    assert isinstance(citizen.happens(ChooseAService()), ChoosingDepartment)


def test_an_answer_that_never_comes_ends_in_a_sentence(citizen: AtTheKiosk) -> None:
    citizen.happens(APPOINTMENT)
    screen = citizen.happens(TimePassed(), after=LookingUp.policy.patience)

    assert isinstance(screen, LookUpFailed)


def test_an_answer_for_who_has_left_is_nobodys(citizen: AtTheKiosk) -> None:
    citizen.happens(APPOINTMENT, GoHome())

    assert isinstance(citizen.happens(AppointmentFound(1, PROMISED)), Welcome)
    citizen.happens(RECEIPT)
    assert isinstance(citizen.happens(AppointmentFound(1, PROMISED)), LookingUp)


# --- dossiers ---------------------------------------------------------------------------------------------------------


def test_a_receipt_is_answered_without_a_ticket(citizen: AtTheKiosk) -> None:
    citizen.happens(ChooseLanguage("en"), RECEIPT)
    assert citizen.effects[-1] == LookUpDossier(1, "000.00.19.H19-181130-0042", "en")

    assert citizen.happens(DossierFound(1, READY)) == DossierSeen("en", READY)
    assert isinstance(citizen.happens(ChooseAService()), ChoosingDepartment)
    assert citizen.issues == []


@pytest.mark.parametrize(
    ("answer", "needs"),
    [
        (READY, False),
        (READY.model_copy(update={"counter": None}), True),
        (READY.model_copy(update={"progress": Progress.NOT_YET, "counter": None}), False),
        (READY.model_copy(update={"progress": Progress.UNKNOWN, "counter": None}), False),
    ],
)
def test_a_ticket_is_offered_only_for_a_result_without_a_counter(answer: DossierAnswer, needs: bool) -> None:
    assert DossierSeen("vi", answer).needs_ticket is needs


def test_who_reads_the_answer_slowly_is_asked_and_comes_back_to_it(citizen: AtTheKiosk) -> None:
    citizen.happens(RECEIPT, DossierFound(1, READY))
    assert isinstance(citizen.happens(TimePassed(), after=DossierSeen.policy.patience), StillThere)

    assert citizen.happens(Back()) == DossierSeen("vi", READY)


# --- ID cards ---------------------------------------------------------------------------------------------------------


def test_a_holder_of_age_is_offered_the_class_and_may_drop_it() -> None:
    at = confirming(before(a_hall_that("welcome")))
    screen = at.happens(OLD)
    assert isinstance(screen, Confirming)
    assert screen.choice.priority == ELDERLY
    at.happens(CatalogueCame(a_hall_that("welcome", seq=2)), TakeNumber())
    request = at.issues[0].request
    assert (request.priority_class, request.card_number) == ("elderly", OLD_NUMBER)

    at = confirming(before(a_hall_that("welcome")))
    at.happens(OLD, CatalogueCame(a_hall_that("welcome", seq=2)), TakeNumberAs(None))
    assert at.issues[0].request.priority_class is None


def test_a_card_at_the_greeting_begins_the_visit_and_counts_later() -> None:
    at = before(a_hall_that("welcome"))
    assert isinstance(at.happens(OLD), ChoosingDepartment)
    assert at.kiosk.remark is Remark.CARD_READ
    at.happens(ChooseDepartment("tuphap"), ChooseService("lltp"), TakeNumber())

    assert at.issues[0].request.priority_class == "elderly"


def test_a_card_answers_the_question_for_priority() -> None:
    at = confirming(before(a_hall_that("welcome").model_copy(update={"priority_classes": MANY_CLASSES})))
    assert isinstance(at.happens(AskForPriority()), ChoosingPriority)
    screen = at.happens(OLD)

    assert isinstance(screen, Confirming)
    assert screen.choice.priority == ELDERLY


def test_what_a_citizen_has_said_weighs_more_than_the_card() -> None:
    at = confirming(before(a_hall_that("required")))
    assert isinstance(at.happens(TakeNumberAs("disabled")), HoldCard)
    at.happens(Back(), OLD, TakeNumber())

    assert at.issues[0].request.priority_class == "disabled"


def test_in_the_place_of_the_class_by_age_stands_the_number_without_it() -> None:
    """The others stay where they were: the card is read while a finger is on its way."""
    at = confirming(before(a_hall_that("welcome")))
    screen = at.happens(OLD)

    assert isinstance(screen, Confirming)
    assert screen.taken_as == (None, *CLASSES[1:])
    at.happens(TakeNumberAs("disabled"))
    assert at.issues[0].request.priority_class == "disabled"


def test_a_class_waits_for_the_card_where_one_is_required() -> None:
    at = confirming(before(a_hall_that("required")))
    assert isinstance(at.happens(TakeNumberAs("disabled")), HoldCard)
    assert at.issues == []
    at.happens(OLD)

    assert at.issues[0].request.priority_class == "disabled"


def test_a_young_holder_is_offered_nothing_and_is_one_person_all_the_same() -> None:
    at = confirming(before(a_hall_that("welcome")))
    at.happens(YOUNG, TakeNumber())

    assert (at.issues[0].request.priority_class, at.issues[0].request.card_number) == (None, YOUNG_NUMBER)


def test_where_cards_are_not_asked_for_the_number_never_leaves_the_kiosk(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(OLD, TakeNumber())

    assert (citizen.issues[0].request.priority_class, citizen.issues[0].request.card_number) == ("elderly", None)


def test_where_a_card_tells_nothing_it_is_not_kept() -> None:
    hall = the_catalogue()
    ageless = tuple(each.model_copy(update={"from_age": None}) for each in hall.priority_classes)
    at = before(hall.model_copy(update={"priority_classes": ageless}))
    at.happens(OLD)

    assert (at.kiosk.card, at.kiosk.remark) == (None, Remark.CARD_NOT_NEEDED)
    assert isinstance(at.screen, Welcome)


def test_where_a_card_is_required_the_ticket_waits_for_it() -> None:
    at = confirming(before(a_hall_that("required")))
    assert isinstance(at.happens(TakeNumber()), HoldCard)
    assert at.issues == []
    assert isinstance(at.happens(YOUNG), Issuing)

    assert at.issues[0].request.card_number == YOUNG_NUMBER


def test_who_has_no_card_goes_back_or_home() -> None:
    at = confirming(before(a_hall_that("required")))
    at.happens(TakeNumber())
    assert isinstance(at.happens(Back()), Confirming)
    at.happens(TakeNumber())

    assert isinstance(at.happens(GoHome()), Welcome)


def test_a_kiosk_that_is_alone_gives_the_number_without_a_card() -> None:
    hall = a_hall_that("required")
    at = confirming(before(hall))
    assert isinstance(at.happens(TakeNumber()), HoldCard)
    assert isinstance(at.happens(CatalogueMissed(hall)), Confirming)

    assert isinstance(at.happens(TakeNumber()), Issuing)


def test_a_second_ticket_is_refused_in_the_servers_words() -> None:
    at = confirming(before(a_hall_that("welcome")))
    at.happens(YOUNG, TakeNumber())
    screen = at.happens(TicketRefused(1, "Ông/bà đang giữ số A012."))

    assert isinstance(screen, NumberRefused)
    assert screen.why == "Ông/bà đang giữ số A012."


def test_a_card_is_forgotten_when_its_holder_goes_home_or_leaves_or_has_a_ticket() -> None:
    at = confirming(before(a_hall_that("welcome")))
    at.happens(OLD)
    assert at.kiosk.card is not None
    at.happens(GoHome())
    assert at.kiosk.card is None

    confirming(at).happens(OLD)
    at.happens(TimePassed(), after=Confirming.policy.patience)
    assert isinstance(at.screen, StillThere)
    at.happens(TimePassed(), after=StillThere.policy.patience)
    assert (type(at.screen), at.kiosk.card) == (Welcome, None)

    confirming(at).happens(OLD, TakeNumber(), TicketReceived(1, a_ticket()))
    assert (type(at.screen), at.kiosk.card) == (Printing, None)
    at.happens(TicketPrinted(1), YOUNG)
    assert isinstance(at.screen, ChoosingDepartment)
    at.happens(Back())
    assert (type(at.screen), at.kiosk.card) == (Welcome, None)


def test_no_card_and_no_code_is_in_the_repr_of_anything() -> None:
    at = confirming(before(a_hall_that("welcome")))
    at.happens(OLD, TakeNumber())
    told = repr((at.kiosk, at.effects, OLD, LookUpDossier(1, "000.00.19.H19-181130-0042", "vi")))

    assert OLD_NUMBER in at.issues[0].request.model_dump_json()
    assert OLD_NUMBER not in told
    assert "1955" not in told
    assert "181130" not in told


# --- anything else ----------------------------------------------------------------------------------------------------


def test_an_unknown_code_is_one_sentence_for_a_while_and_nothing_else(citizen: AtTheKiosk) -> None:
    screen = confirming(citizen).screen
    assert citizen.happens(OF_SOMETHING_ELSE) == screen
    assert citizen.kiosk.remark is Remark.UNKNOWN_CODE

    assert citizen.happens(TimePassed(), after=REMARK_SECONDS) == screen
    assert citizen.kiosk.remark is None
    assert citizen.issues == []


def test_codes_pass_unread_while_a_ticket_is_on_its_way(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber())
    assert isinstance(citizen.happens(APPOINTMENT, OF_SOMETHING_ELSE), Issuing)
    citizen.happens(TicketReceived(1, a_ticket()))
    assert isinstance(citizen.happens(RECEIPT, OLD), Printing)

    assert citizen.kiosk.remark is None
    assert isinstance(citizen.happens(TicketPrinted(1)), TakePaper)


def test_codes_pass_unread_where_an_officer_is_at_it(citizen: AtTheKiosk) -> None:
    citizen.kiosk = type(citizen.kiosk)(run="run", per_page=12, catalogue=the_catalogue(), door=Door("1234"))
    for _ in range(5):
        citizen.happens(Knock(), after=0.4)

    assert isinstance(citizen.happens(APPOINTMENT), AskingCode)
    assert citizen.effects == []


def test_a_code_answers_the_question_whether_somebody_is_there(citizen: AtTheKiosk) -> None:
    confirming(citizen)
    assert isinstance(citizen.happens(TimePassed(), after=Confirming.policy.patience), StillThere)

    assert isinstance(citizen.happens(OLD), Confirming)


# --- ratings ----------------------------------------------------------------------------------------------------------

TOKEN = "Zm9vYmFyYmF6cXV4MTIzNA"
A_TICKET = CodeScanned(f"https://hall.example/t/{TOKEN}")


@pytest.fixture
def after_the_visit() -> AtTheKiosk:
    """In a hall without tablets, whose kiosks ask."""
    return before(the_catalogue().model_copy(update={"rates": True}))


def test_a_ticket_before_the_scanner_is_asked_for_a_face_and_thanked(after_the_visit: AtTheKiosk) -> None:
    assert after_the_visit.happens(A_TICKET) == AskingRating("vi", TOKEN)
    assert after_the_visit.happens(GiveFace(3)) == LookingUp("vi", CodeKind.RATING, 1)
    assert after_the_visit.effects[-1] == SendRating(1, TOKEN, 3, "vi")

    assert after_the_visit.happens(RatingTaken(1)) == RatingThanks("vi")


def test_a_visit_that_is_rated_already_is_told_in_the_servers_words(after_the_visit: AtTheKiosk) -> None:
    screen = after_the_visit.happens(A_TICKET, GiveFace(1), LookUpRefused(1, "Số A001 đã được đánh giá."))

    assert screen == LookUpFailed("vi", CodeKind.RATING, LookUpFailure.REFUSED, "Số A001 đã được đánh giá.")


def test_where_the_hall_does_not_want_it_a_ticket_is_a_code_like_any_other(citizen: AtTheKiosk) -> None:
    assert isinstance(citizen.happens(A_TICKET), Welcome)
    assert citizen.kiosk.remark is Remark.UNKNOWN_CODE


def test_no_log_tells_a_tickets_token(after_the_visit: AtTheKiosk) -> None:
    screen = after_the_visit.happens(A_TICKET)
    after_the_visit.happens(GiveFace(3))

    assert TOKEN not in f"{screen!r} {after_the_visit.effects[-1]!r} {A_TICKET!r}"
