"""The kiosk's presenter, without a window: a citizen's way to a ticket, and every way in which it can go wrong."""

from datetime import UTC, time

import pytest

from display_server.contract import Catalogue, KioskLook, NotNow, Online, Paper, PriorityClassEntry
from kiosk_app.flow.aids import Aid, Help
from kiosk_app.flow.effects import (
    AskForHelp,
    CancelTicket,
    FetchCatalogue,
    LookAtPrinter,
    PrepareSlip,
    Print,
    PrintList,
    RecordNumberRead,
    Restart,
)
from kiosk_app.flow.kiosk import (
    BROKEN_STORE_SECONDS,
    REVOKED_SECONDS,
    SETTLE_SECONDS,
    Kiosk,
)
from kiosk_app.flow.offers import MOST_DOSSIERS
from kiosk_app.flow.reports import (
    AccessRestored,
    AccessRevoked,
    CatalogueCame,
    CatalogueMissed,
    CodeScanned,
    HelpAnswered,
    PapersPrinted,
    PrinterSeen,
    PrintingFailed,
    ServerSilent,
    StoreBroken,
    TicketPrinted,
    TicketReceived,
    TicketRefused,
)
from kiosk_app.flow.screens import (
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    Issuing,
    NumberOnScreen,
    NumberRefused,
    Printing,
    Searching,
    Silence,
    StillThere,
    TakePaper,
    Welcome,
)
from kiosk_app.flow.step import RoomFor, TimePassed
from kiosk_app.flow.touches import (
    AskForPriority,
    Back,
    CallStaff,
    ChangeDossiers,
    ChooseDepartment,
    ChooseFound,
    ChooseLanguage,
    ChooseService,
    EraseLetter,
    GoHome,
    LookFor,
    PressKey,
    PrintPapers,
    ShowOnline,
    StayLonger,
    Switch,
    TakeNumber,
    TakeNumberAs,
    Touch,
    TryAgain,
    TurnPage,
    TypeLetter,
)
from kiosk_app.flow.values import Connected, Disconnected, PrintFault, Revoked
from kiosk_app.flow.ways import ways
from kiosk_app.speech.sentences import why_on_screen
from kiosk_app.window.theme import Layout
from kiosk_app.words import speak
from tests.kiosk_app.a_hall import CLASSES, CLOSED, ELDERLY, HALL_ZONE, MANY_CLASSES, NOON, a_ticket, the_catalogue
from tests.kiosk_app.at_the_kiosk import PER_PAGE, AtTheKiosk


@pytest.fixture
def citizen() -> AtTheKiosk:
    """Stands before a kiosk that knows its hall."""
    at = AtTheKiosk()
    at.happens(CatalogueCame(the_catalogue()))
    return at


def confirming(at: AtTheKiosk) -> AtTheKiosk:
    at.happens(ChooseLanguage("vi"), ChooseDepartment("tuphap"), ChooseService("lltp"))
    return at


def test_four_touches_lead_from_the_greeting_to_the_printer(citizen: AtTheKiosk) -> None:
    assert isinstance(citizen.screen, Welcome)
    assert isinstance(citizen.happens(ChooseLanguage("vi")), ChoosingDepartment)
    assert isinstance(citizen.happens(ChooseDepartment("tuphap")), ChoosingService)
    assert isinstance(citizen.happens(ChooseService("lltp")), Confirming)
    assert isinstance(citizen.happens(TakeNumber()), Issuing)
    assert isinstance(citizen.happens(TicketReceived(1, a_ticket())), Printing)
    assert isinstance(citizen.happens(TicketPrinted(1)), TakePaper)

    (issue,) = citizen.issues
    assert (issue.request.service, issue.request.language, issue.request.priority_class) == ("lltp", "vi", None)
    assert [effect.ticket.number for effect in citizen.effects if isinstance(effect, Print)] == ["A045"]


@pytest.mark.parametrize("layout", [Layout(1080, 1920), Layout(1920, 1080)], ids=["portrait", "landscape"])
def test_at_most_three_touches_lead_to_every_service_of_the_reference_hall(layout: Layout) -> None:
    at = AtTheKiosk(Kiosk(run="run", per_page=layout.per_page))
    welcome = at.happens(CatalogueCame(the_catalogue(closed=frozenset())))
    assert isinstance(welcome, Welcome)
    services = [(department, service) for department in welcome.departments for service in department.services]
    assert len(services) == sum(len(department.services) for department in the_catalogue().departments)

    for department, service in services:
        choosing = (ChooseService(service.slug),) if len(department.services) > 1 else ()
        at.happens(GoHome(), ChooseDepartment(department.slug), *choosing, TakeNumber())
        at.happens(TicketReceived(len(at.issues), a_ticket()), TicketPrinted(len(at.issues)))

    assert [issue.request.service for issue in at.issues] == [service.slug for _, service in services]


def test_the_confirmation_shows_people_counters_and_minutes(citizen: AtTheKiosk) -> None:
    screen = confirming(citizen).screen

    assert isinstance(screen, Confirming)
    service = screen.choice.service
    assert (service.people_ahead, service.counters_serving, service.wait) == (12, 3, service.wait)
    assert screen.choice.zone.name["vi"] == "Khu 3: Sở, ngành"


def test_the_slip_is_prepared_while_the_citizen_reads_the_confirmation(citizen: AtTheKiosk) -> None:
    prepared = [each for each in confirming(citizen).effects if isinstance(each, PrepareSlip)]

    citizen.happens(TakeNumber())

    assert [each.request for each in prepared] == [each.request for each in citizen.issues]


def test_a_department_with_one_service_is_its_service(citizen: AtTheKiosk) -> None:
    screen = citizen.happens(ChooseLanguage("vi"), ChooseDepartment("pccc"))

    assert isinstance(screen, Confirming)
    assert isinstance(citizen.happens(Back()), ChoosingDepartment)


def test_priority_is_asked_for_and_travels_with_the_ticket(citizen: AtTheKiosk) -> None:
    assert isinstance(confirming(citizen).happens(TakeNumberAs("elderly")), Issuing)

    assert citizen.issues[0].request.priority_class == "elderly"


def with_many_classes(citizen: AtTheKiosk, many: tuple[PriorityClassEntry, ...] = MANY_CLASSES) -> AtTheKiosk:
    """Before the confirmation of a hall whose classes have a page of their own."""
    citizen.happens(CatalogueCame(the_catalogue(seq=2).model_copy(update={"priority_classes": many})))
    return confirming(citizen)


@pytest.mark.parametrize(
    ("slug", "classes", "touches"),
    [
        ("tuphap", CLASSES, (ChooseService("lltp"), TakeNumberAs("merit"))),
        ("pccc", CLASSES, (TakeNumberAs("merit"),)),
        ("tuphap", MANY_CLASSES, (ChooseService("lltp"), AskForPriority(), TakeNumberAs("merit"))),
        ("pccc", MANY_CLASSES, (AskForPriority(), TakeNumberAs("merit"))),
    ],
    ids=["three", "two where there is one service", "four with many classes", "three with many and one service"],
)
def test_priority_costs_no_touch_more_and_with_many_classes_one(
    citizen: AtTheKiosk, slug: str, classes: tuple[PriorityClassEntry, ...], touches: tuple[Touch, ...]
) -> None:
    citizen.happens(CatalogueCame(the_catalogue(seq=2).model_copy(update={"priority_classes": classes})))

    assert isinstance(citizen.happens(ChooseDepartment(slug), *touches), Issuing)
    assert citizen.issues[0].request.priority_class == "merit"


def test_a_class_that_is_not_on_offer_takes_nothing(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumberAs("no-such"), TakeNumberAs(None), AskForPriority())
    assert isinstance(citizen.screen, Confirming)
    with_many_classes(AtTheKiosk()).happens(TakeNumberAs("elderly"))

    assert citizen.issues == []


def test_from_the_page_of_classes_the_way_back_takes_nothing_and_one_card_takes_the_number_without_any(
    citizen: AtTheKiosk,
) -> None:
    assert isinstance(with_many_classes(citizen).happens(AskForPriority()), ChoosingPriority)
    assert isinstance(citizen.happens(Back()), Confirming)
    assert citizen.issues == []
    citizen.happens(AskForPriority(), TakeNumberAs(None))

    assert citizen.issues[0].request.priority_class is None


def test_classes_come_in_pages_where_they_are_more_than_the_window_holds(citizen: AtTheKiosk) -> None:
    with_many_classes(citizen).happens(RoomFor(6), AskForPriority())
    screen = citizen.happens(TurnPage(1))
    assert isinstance(screen, ChoosingPriority)
    assert (screen.page, screen.pages, screen.taken_as) == (1, 2, (*MANY_CLASSES[6:], None))
    citizen.happens(CatalogueMissed(citizen.kiosk.catalogue))
    assert citizen.screen == screen

    assert isinstance(citizen.happens(TakeNumberAs("soldier")), Issuing)


def test_a_service_that_closes_while_classes_are_read_is_explained(citizen: AtTheKiosk) -> None:
    with_many_classes(citizen).happens(AskForPriority())

    assert isinstance(citizen.happens(CatalogueCame(the_catalogue(closed=frozenset({"lltp"})))), Explaining)


def test_a_class_that_was_refused_can_be_corrected(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumberAs("elderly"), TicketRefused(1, "Không."))
    screen = citizen.happens(Back())
    assert isinstance(screen, Confirming)
    assert screen.choice.priority == ELDERLY
    citizen.happens(TakeNumberAs(None))

    assert [issue.request.priority_class for issue in citizen.issues] == ["elderly", None]


def test_a_class_that_the_hall_has_dropped_is_no_longer_asked_for(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumberAs("elderly"), TicketRefused(1, "Không."))
    fewer = the_catalogue(seq=2).model_copy(update={"priority_classes": CLASSES[1:]})
    citizen.happens(CatalogueCame(fewer), Back(), TakeNumber())

    assert citizen.issues[-1].request.priority_class is None


def test_a_double_tap_issues_one_ticket(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber())
    citizen.happens(TakeNumber(), TakeNumber(), after=0.05)

    assert len(citizen.issues) == 1


def test_the_second_half_of_a_double_tap_does_not_choose_on_the_next_screen(citizen: AtTheKiosk) -> None:
    citizen.happens(ChooseLanguage("vi"))
    citizen.happens(ChooseDepartment("tuphap"), after=SETTLE_SECONDS / 2)
    assert isinstance(citizen.screen, ChoosingDepartment)

    citizen.happens(ChooseDepartment("tuphap"), after=SETTLE_SECONDS)
    assert isinstance(citizen.screen, ChoosingService)


def test_departments_come_in_pages_and_back_returns_to_the_page_one_came_from(citizen: AtTheKiosk) -> None:
    citizen.happens(ChooseLanguage("vi"), TurnPage(1))
    screen = citizen.screen
    assert isinstance(screen, ChoosingDepartment)
    assert (screen.page, screen.pages) == (1, 2)
    citizen.happens(ChooseDepartment("vhttdl"))
    assert isinstance(citizen.screen, ChoosingService)
    citizen.happens(Back())

    screen = citizen.screen
    assert isinstance(screen, ChoosingDepartment)
    assert screen.page == 1


def test_there_is_no_page_beyond_the_last(citizen: AtTheKiosk) -> None:
    citizen.happens(ChooseLanguage("vi"), TurnPage(1), TurnPage(1), TurnPage(1))
    screen = citizen.screen

    assert isinstance(screen, ChoosingDepartment)
    assert (screen.page, len(screen.departments)) == (1, len(the_catalogue().departments) - PER_PAGE)


def test_a_closed_service_is_explained_and_never_issued(citizen: AtTheKiosk) -> None:
    citizen.happens(ChooseLanguage("vi"), ChooseDepartment("tuphap"), ChooseService("luatsu"))
    screen = citizen.screen
    assert isinstance(screen, Explaining)
    assert screen.choice.service.why_closed == CLOSED
    citizen.happens(TakeNumber())

    assert not citizen.issues
    assert isinstance(citizen.happens(Back()), ChoosingService)


def test_a_service_that_closes_under_ones_eyes_is_explained(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(CatalogueCame(the_catalogue(seq=2, closed=frozenset({"lltp"}))))

    assert isinstance(citizen.screen, Explaining)


def test_new_figures_neither_prolong_the_stay_nor_swallow_a_touch(citizen: AtTheKiosk) -> None:
    confirming(citizen)
    before = citizen.kiosk.leaves_at
    citizen.happens(CatalogueCame(the_catalogue(seq=2)))
    assert citizen.kiosk.leaves_at == before
    citizen.happens(TakeNumber(), after=0.01)

    assert len(citizen.issues) == 1


def test_a_service_that_is_dropped_while_somebody_stands_before_it_is_explained(citizen: AtTheKiosk) -> None:
    confirming(citizen)
    hall = the_catalogue(seq=2)
    justice = next(entry for entry in hall.departments if entry.slug == "tuphap")
    others = tuple(service for service in justice.services if service.slug != "lltp")
    smaller = justice.model_copy(update={"services": others})
    departments = tuple(smaller if entry is justice else entry for entry in hall.departments)

    screen = citizen.happens(CatalogueCame(hall.model_copy(update={"departments": departments})), TakeNumber())

    assert isinstance(screen, Explaining)
    assert screen.not_now is NotNow.CLOSED
    assert citizen.issues == []
    services = citizen.happens(Back())
    assert isinstance(services, ChoosingService)
    assert services.services == others


def test_from_a_department_that_is_dropped_the_way_back_leads_to_the_others(citizen: AtTheKiosk) -> None:
    confirming(citizen)
    hall = the_catalogue(seq=2)
    others = tuple(entry for entry in hall.departments if entry.slug != "tuphap")

    screen = citizen.happens(CatalogueCame(hall.model_copy(update={"departments": others})))
    assert isinstance(screen, Explaining)

    departments = citizen.happens(Back())
    assert isinstance(departments, ChoosingDepartment)
    assert departments.departments == others[:PER_PAGE]


def test_a_server_that_was_restored_from_a_backup_is_believed(citizen: AtTheKiosk) -> None:
    restored = the_catalogue(seq=8, closed=frozenset({"lltp"}))
    citizen.happens(CatalogueCame(the_catalogue(seq=9)), CatalogueMissed(the_catalogue(seq=9)))
    assert not citizen.kiosk.is_live

    citizen.happens(CatalogueCame(restored))

    assert citizen.kiosk.catalogue == restored
    assert citizen.kiosk.is_live


@pytest.mark.parametrize("fault", list(PrintFault))
def test_without_paper_the_number_and_its_code_stay_on_the_screen(citizen: AtTheKiosk, fault: PrintFault) -> None:
    confirming(citizen).happens(TakeNumber(), TicketReceived(1, a_ticket()), PrintingFailed(1, fault))
    screen = citizen.screen
    assert isinstance(screen, NumberOnScreen)
    assert (screen.ticket.number, screen.fault) == ("A045", fault)

    citizen.happens(Back())
    assert isinstance(citizen.screen, NumberOnScreen)
    home = citizen.happens(GoHome())
    assert isinstance(home, Welcome)
    assert home.print_fault is fault


def test_who_did_not_take_the_slip_is_told_that_it_is_gone(citizen: AtTheKiosk) -> None:
    ticket = a_ticket()
    confirming(citizen).happens(TakeNumber(), TicketReceived(1, ticket), TicketPrinted(1))
    citizen.happens(PrinterSeen(None, drawn_back="of somebody before"))
    assert citizen.screen == TakePaper("vi", ticket)

    assert citizen.happens(PrinterSeen(None, drawn_back=ticket.token)) == TakePaper("vi", ticket, drawn_back=True)
    assert isinstance(citizen.happens(GoHome()), Welcome)


def test_a_slip_that_did_not_come_out_whole_is_told_as_such(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), TicketReceived(1, a_ticket()))
    screen = citizen.happens(PrintingFailed(1, PrintFault.COVER_OPEN, in_part=True))

    assert isinstance(screen, NumberOnScreen)
    assert why_on_screen(screen, speak("vi")).startswith("Phiếu in ra không trọn vẹn")


def test_a_printer_that_never_says_anything_ends_with_the_number_on_the_screen(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), TicketReceived(1, a_ticket()))
    citizen.happens(TimePassed(), after=Printing.policy.patience + 1)

    assert isinstance(citizen.screen, NumberOnScreen)


def test_out_of_paper_is_said_before_anyone_chooses(citizen: AtTheKiosk) -> None:
    welcome = citizen.happens(PrinterSeen(PrintFault.OUT_OF_PAPER))
    assert isinstance(welcome, Welcome)
    assert welcome.print_fault is PrintFault.OUT_OF_PAPER

    welcome = citizen.happens(PrinterSeen(None))
    assert isinstance(welcome, Welcome)
    assert welcome.print_fault is None


def test_officers_see_that_the_roll_ends_soon(citizen: AtTheKiosk) -> None:
    welcome = citizen.happens(PrinterSeen(None, nearly_empty=True))

    assert isinstance(welcome, Welcome)
    assert welcome.nearly_empty


def test_a_refusal_is_shown_in_the_servers_words(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), TicketRefused(1, "Đã hết số hôm nay."))
    screen = citizen.screen

    assert isinstance(screen, NumberRefused)
    assert screen.why == "Đã hết số hôm nay."
    assert isinstance(citizen.happens(Back()), Confirming)


def test_a_silent_server_is_asked_again_with_the_same_key(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), ServerSilent(1))
    assert isinstance(citizen.screen, Silence)
    citizen.happens(TryAgain(), TicketReceived(1, a_ticket()))

    first, second = citizen.issues
    assert first.key == second.key == "run-1"
    assert isinstance(citizen.screen, Printing)


def test_an_answer_that_comes_late_still_gives_the_waiting_citizen_the_ticket(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), ServerSilent(1), TicketReceived(1, a_ticket()))

    assert isinstance(citizen.screen, Printing)


def test_a_ticket_for_somebody_who_left_is_given_back(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), ServerSilent(1), GoHome(), TicketReceived(1, a_ticket()))

    assert [effect.ticket.number for effect in citizen.effects if isinstance(effect, CancelTicket)] == ["A045"]
    assert isinstance(citizen.screen, Welcome)


def test_the_same_ticket_answered_twice_is_not_given_back(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), ServerSilent(1), TryAgain())
    citizen.happens(TicketReceived(1, a_ticket()), TicketReceived(1, a_ticket()))

    assert not [effect for effect in citizen.effects if isinstance(effect, CancelTicket)]


def test_each_ticket_has_its_own_key(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), TicketReceived(1, a_ticket()), TicketPrinted(1), GoHome())
    confirming(citizen).happens(TakeNumber())

    assert [issue.key for issue in citizen.issues] == ["run-1", "run-2"]


def test_without_a_server_the_first_touch_ends_in_a_sentence() -> None:
    at = AtTheKiosk()
    welcome = at.happens(CatalogueMissed())
    assert isinstance(welcome, Welcome)
    assert welcome.link == Disconnected()

    assert isinstance(at.happens(ChooseLanguage("vi")), Silence)


def test_a_kiosk_that_starts_without_numbers_looks_like_its_hall_and_offers_nothing() -> None:
    remembered = the_catalogue().model_copy(update={"departments": ()})
    citizen = AtTheKiosk()
    welcome = citizen.happens(CatalogueMissed(None, hall=remembered))

    assert isinstance(welcome, Welcome)
    assert (welcome.hall, welcome.link, welcome.departments) == (remembered.name, Disconnected(), ())
    assert citizen.happens(ChooseLanguage("en")) == Silence("en", None)
    welcome = citizen.happens(GoHome(), CatalogueCame(the_catalogue()))
    assert isinstance(welcome, Welcome)
    assert (welcome.link, welcome.departments) == (Connected(), the_catalogue().departments[:PER_PAGE])


@pytest.mark.parametrize("printer", ["fails", "hangs"])
def test_a_number_that_was_read_from_the_screen_is_noted_as_such(citizen: AtTheKiosk, printer: str) -> None:
    confirming(citizen).happens(TakeNumber(), TicketReceived(1, a_ticket()))
    if printer == "fails":
        citizen.happens(PrintingFailed(1, PrintFault.NOT_WORKING))
    else:
        citizen.happens(TimePassed(), after=Printing.policy.patience + 1)
    citizen.happens(TimePassed(), Switch(Aid.CONTRAST), CallStaff())

    assert isinstance(citizen.screen, NumberOnScreen)
    assert citizen.effects.count(RecordNumberRead(a_ticket())) == 1


def test_a_kiosk_that_is_put_out_says_so_and_nothing_leads_to_a_number(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber())
    revoked = citizen.happens(AccessRevoked(attempt=1))
    assert isinstance(revoked, Welcome)
    assert isinstance(revoked.link, Revoked)
    assert (revoked.departments, ways(revoked)) == ((), ())

    citizen.happens(ChooseLanguage("vi"), ChooseDepartment("tuphap"), LookFor(), CodeScanned("{}"))
    citizen.happens(Switch(Aid.CONTRAST), CatalogueCame(the_catalogue(seq=2)), CatalogueMissed())

    assert citizen.screen == revoked
    assert len(citizen.issues) == 1
    assert citizen.kiosk.aids == {Aid.CONTRAST}


def test_who_has_a_number_keeps_it_while_the_kiosk_is_put_out(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), AccessRevoked())
    assert isinstance(citizen.screen, Issuing)
    citizen.happens(TicketReceived(1, a_ticket()), AccessRevoked())
    assert isinstance(citizen.screen, Printing)
    citizen.happens(PrintingFailed(1, PrintFault.OUT_OF_PAPER), AccessRevoked())
    assert isinstance(citizen.screen, NumberOnScreen)

    home = citizen.happens(GoHome())

    assert isinstance(home, Welcome)
    assert isinstance(home.link, Revoked)


def test_a_kiosk_that_was_let_in_by_its_code_asks_anew_when_it_is_put_out() -> None:
    joined = AtTheKiosk(Kiosk(run="run", per_page=PER_PAGE, can_join=True))
    given_a_token = AtTheKiosk()
    for at in (joined, given_a_token):
        at.happens(CatalogueCame(the_catalogue()), AccessRevoked(), TimePassed())
        assert Restart() not in at.effects

        at.happens(AccessRevoked(), after=REVOKED_SECONDS - 2)
        at.happens(TimePassed())

    assert Restart() in joined.effects
    assert Restart() not in given_a_token.effects
    greeting = given_a_token.happens(AccessRestored())
    assert isinstance(greeting, Welcome)
    assert greeting.departments


@pytest.mark.parametrize("cut_off", [False, True])
def test_a_kiosk_with_a_broken_book_begins_anew_when_nobody_is_near_and_the_server_is_there(cut_off: bool) -> None:
    at = AtTheKiosk()
    at.happens(CatalogueCame(the_catalogue()), StoreBroken(), TimePassed())
    at.happens(StoreBroken(), after=BROKEN_STORE_SECONDS - 2)
    at.happens(Switch(Aid.LARGE_TEXT), TimePassed())
    assert Restart() not in at.effects, "somebody is near"

    at.happens(CatalogueMissed(None) if cut_off else CatalogueCame(the_catalogue()))
    at.happens(TimePassed(), TimePassed(), after=Welcome.policy.patience)
    assert (Restart() in at.effects) == (not cut_off)


def test_a_service_is_found_by_typing_its_name_without_marks(citizen: AtTheKiosk) -> None:
    citizen.happens(ChooseLanguage("vi"), LookFor(), *(TypeLetter(letter) for letter in "li lich"))
    screen = citizen.screen
    assert isinstance(screen, Searching)
    assert [each.service.slug for each in screen.found][:1] == ["lltp"]
    citizen.happens(EraseLetter())
    confirming = citizen.happens(ChooseFound("lltp"))

    assert isinstance(confirming, Confirming)
    assert confirming.choice.department.slug == "tuphap"


def test_what_most_people_come_for_now_is_three_touches_from_the_paper(citizen: AtTheKiosk) -> None:
    citizen.happens(CatalogueCame(the_catalogue(seq=2), {"lltp": 9, "dkdn": 30, "luatsu": 50, "cccd": 1}))
    screen = citizen.happens(ChooseLanguage("vi"))
    assert isinstance(screen, ChoosingDepartment)
    assert [entry.slug for entry in screen.usual] == ["dkdn", "lltp"]

    assert isinstance(citizen.happens(ChooseFound("dkdn")), Confirming)
    assert isinstance(citizen.happens(TakeNumber()), Issuing)


def test_the_keys_stay_at_what_was_heard_though_news_put_something_before_it(citizen: AtTheKiosk) -> None:
    citizen.happens(PressKey("0"), PressKey("5"), PressKey("8"), PressKey("8"), PressKey("8"))
    heard = ways(citizen.screen)[citizen.kiosk.focus]
    assert heard == ChooseDepartment("congan")

    citizen.happens(CatalogueCame(the_catalogue(seq=2), {"lltp": 9, "dkdn": 7}))
    assert len(ways(citizen.screen)) > len(the_catalogue().departments[:PER_PAGE]) + 1

    assert ways(citizen.screen)[citizen.kiosk.focus] == heard


def test_before_the_first_letter_the_search_offers_what_is_usual(citizen: AtTheKiosk) -> None:
    citizen.happens(CatalogueCame(the_catalogue(seq=2), {"lltp": 9}))
    screen = citizen.happens(ChooseLanguage("vi"), LookFor())

    assert isinstance(screen, Searching)
    assert [each.service.slug for each in screen.found] == ["lltp"]
    assert isinstance(citizen.happens(Back()), ChoosingDepartment)


def test_without_a_server_citizens_choose_on_and_see_no_figures_that_are_not_live(citizen: AtTheKiosk) -> None:
    citizen.happens(CatalogueMissed(the_catalogue()))
    assert isinstance(citizen.screen, Welcome)
    assert citizen.screen.departments
    choosing = citizen.happens(ChooseLanguage("vi"), ChooseDepartment("tuphap"))
    assert isinstance(choosing, ChoosingService)
    assert not choosing.live
    screen = citizen.happens(ChooseService("lltp"))
    assert isinstance(screen, Confirming)
    assert not screen.live

    screen = citizen.happens(CatalogueCame(the_catalogue(seq=2)))
    assert isinstance(screen, Confirming)
    assert screen.live


def test_a_kiosk_that_starts_without_a_server_offers_what_it_knows() -> None:
    at = AtTheKiosk()

    welcome = at.happens(CatalogueMissed(the_catalogue()))

    assert isinstance(welcome, Welcome)
    assert len(welcome.departments) == PER_PAGE


def test_a_number_of_the_kiosks_own_says_so_from_the_printer_to_the_paper(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), TicketReceived(1, a_ticket(), offline=True))
    assert citizen.screen == Printing("vi", a_ticket(), 1, offline=True)
    assert [effect.offline for effect in citizen.effects if isinstance(effect, Print)] == [True]

    assert citizen.happens(TicketPrinted(1)) == TakePaper("vi", a_ticket(), offline=True)


def test_a_closed_hall_says_so_at_the_greeting() -> None:
    at = AtTheKiosk()
    closed = the_catalogue().model_copy(update={"open": False, "why_closed": CLOSED})
    welcome = at.happens(CatalogueCame(closed))

    assert isinstance(welcome, Welcome)
    assert welcome.why_closed == CLOSED


def test_the_kiosk_goes_home_by_itself_and_counts_down(citizen: AtTheKiosk) -> None:
    confirming(citizen)
    assert citizen.kiosk.seconds_left(citizen.now) == 60
    citizen.happens(TimePassed(), after=50)
    assert citizen.kiosk.seconds_left(citizen.now) == 10
    citizen.happens(TimePassed(), after=10)
    assert isinstance(citizen.screen, StillThere)
    assert citizen.kiosk.seconds_left(citizen.now) == 20
    citizen.happens(TimePassed(), after=20)

    assert isinstance(citizen.screen, Welcome)
    assert citizen.kiosk.seconds_left(citizen.now) is None


@pytest.mark.parametrize("answer", [StayLonger(), Back()])
def test_whoever_needs_longer_goes_on_where_they_were(citizen: AtTheKiosk, answer: Touch) -> None:
    confirming(citizen).happens(ChangeDossiers(2))
    citizen.happens(TimePassed(), after=60)
    screen = citizen.happens(answer)

    assert isinstance(screen, Confirming)
    assert screen.choice.dossiers == 3
    assert citizen.kiosk.seconds_left(citizen.now) == 60


def test_the_number_of_a_ticket_is_not_lost_while_the_kiosk_asks(citizen: AtTheKiosk) -> None:
    at_number = confirming(citizen)
    shown = at_number.happens(TakeNumber(), TicketReceived(1, a_ticket()), PrintingFailed(1, PrintFault.OUT_OF_PAPER))
    asking = citizen.happens(TimePassed(), after=NumberOnScreen.policy.patience)
    assert asking == StillThere("vi", shown)

    assert citizen.happens(StayLonger()) == shown


def test_a_ticket_that_comes_while_the_kiosk_asks_is_printed(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber(), ServerSilent(1))
    citizen.happens(TimePassed(), after=Silence.policy.patience)
    assert isinstance(citizen.screen, StillThere)

    assert isinstance(citizen.happens(TicketReceived(1, a_ticket())), Printing)


def test_three_touches_lead_from_the_greeting_to_the_printer(citizen: AtTheKiosk) -> None:
    citizen.happens(ChooseDepartment("tuphap"), ChooseService("lltp"), TakeNumber())

    assert [issue.request.service for issue in citizen.issues] == ["lltp"]
    assert citizen.issues[0].request.language == "vi"


def test_the_greetings_pages_turn_and_turn_back_when_nobody_is_there(citizen: AtTheKiosk) -> None:
    turned = citizen.happens(TurnPage(1))
    assert isinstance(turned, Welcome)
    assert turned.page == 1
    welcome = citizen.happens(TimePassed(), after=61)

    assert isinstance(welcome, Welcome)
    assert welcome.page == 0


def test_a_company_declares_its_dossiers(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(ChangeDossiers(-1), *[ChangeDossiers(1)] * 30, ChangeDossiers(-1))
    citizen.happens(CatalogueCame(the_catalogue(seq=2)), TakeNumberAs("elderly"))

    request = citizen.issues[0].request
    assert (request.dossiers, request.priority_class) == (MOST_DOSSIERS - 1, "elderly")


def guided(**facts: object) -> Catalogue:
    """The hall, in which the first service of Justice has these facts."""
    hall = the_catalogue(seq=2)
    departments = list(hall.departments)
    place = next(place for place, each in enumerate(departments) if each.slug == "tuphap")
    first, *others = departments[place].services
    services = (first.model_copy(update=facts), *others)
    departments[place] = departments[place].model_copy(update={"services": services})
    return hall.model_copy(update={"departments": tuple(departments)})


PAPERS = ({"vi": "Căn cước", "en": "Identity card"},)
ONLINE = Online(address="https://dich-vu-cong.example/lltp", only=False)


def test_many_papers_are_read_page_by_page(citizen: AtTheKiosk) -> None:
    seven = tuple({"vi": f"Giấy {place}"} for place in range(7))
    citizen.happens(CatalogueCame(guided(papers=seven)))
    first = confirming(citizen).screen
    assert isinstance(first, Confirming)
    assert (first.papers, first.pages) == (seven[:4], 2)

    citizen.happens(TurnPage(1), TurnPage(1))
    citizen.happens(CatalogueCame(guided(papers=seven)))
    second = citizen.screen
    assert isinstance(second, Confirming)
    assert second.papers == seven[4:], "news leaves the page, and there is none after the last"

    citizen.happens(CatalogueCame(guided(papers=seven[:3])))
    assert isinstance(citizen.screen, Confirming)
    assert citizen.screen.papers == seven[:3]


def test_the_papers_to_bring_are_printed_once_per_touch(citizen: AtTheKiosk) -> None:
    citizen.happens(CatalogueCame(guided(papers=PAPERS)))
    confirming(citizen).happens(PrintPapers(), PrintPapers())
    screen = citizen.happens(PapersPrinted(PrintFault.OUT_OF_PAPER))
    assert isinstance(screen, Confirming)
    assert screen.list_paper is Paper.FAILED
    citizen.happens(PrintPapers(), PapersPrinted(None))

    lists = [effect for effect in citizen.effects if isinstance(effect, PrintList)]
    assert [(each.service.papers, each.language) for each in lists] == [(PAPERS, "vi")] * 2


def test_how_it_is_done_online_is_shown_and_left_again(citizen: AtTheKiosk) -> None:
    citizen.happens(CatalogueCame(guided(online=ONLINE)))
    shown = confirming(citizen).happens(ShowOnline())
    assert isinstance(shown, Explaining)
    assert shown.not_now is NotNow.ONLINE
    citizen.happens(CatalogueCame(guided(online=ONLINE)))
    assert citizen.screen == shown

    assert isinstance(citizen.happens(Back()), Confirming)


def test_who_finds_no_number_left_is_shown_how_it_is_done_online_where_it_can_be(citizen: AtTheKiosk) -> None:
    citizen.happens(CatalogueCame(guided(open=False, not_now=NotNow.FULL, why_closed=CLOSED, online=ONLINE)))
    full = confirming(citizen).screen
    assert isinstance(full, Explaining)
    assert full.can_be_done_online

    shown = citizen.happens(ShowOnline())
    assert isinstance(shown, Explaining)
    assert shown.not_now is NotNow.ONLINE
    assert not shown.can_be_done_online
    assert citizen.happens(Back()) == full


@pytest.mark.parametrize("why", list(NotNow))
def test_each_reason_for_no_ticket_is_told_as_its_own(citizen: AtTheKiosk, why: NotNow) -> None:
    citizen.happens(CatalogueCame(guided(open=False, not_now=why, why_closed=CLOSED)))
    screen = confirming(citizen).screen

    assert isinstance(screen, Explaining)
    assert screen.not_now is why


def test_an_aid_is_switched_on_and_off_on_any_screen_and_ends_with_its_citizen(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(Switch(Aid.CONTRAST), Switch(Aid.LARGE_TEXT), Switch(Aid.CONTRAST))
    assert citizen.kiosk.aids == {Aid.LARGE_TEXT}
    assert isinstance(citizen.screen, Confirming)
    citizen.happens(GoHome())
    assert citizen.kiosk.aids == {Aid.LARGE_TEXT}
    citizen.happens(TimePassed(), after=61)

    assert citizen.kiosk.aids == frozenset()


def test_an_aid_does_not_prolong_the_wait_for_a_ticket(citizen: AtTheKiosk) -> None:
    confirming(citizen).happens(TakeNumber())
    before = citizen.kiosk.leaves_at
    citizen.happens(Switch(Aid.CONTRAST))

    assert (citizen.kiosk.aids, citizen.kiosk.leaves_at) == (frozenset({Aid.CONTRAST}), before)


@pytest.mark.parametrize(("heard", "told"), [(True, Help.CALLED), (False, Help.NOT_HEARD)])
def test_staff_are_called_once_and_it_is_told_whether_anybody_heard(
    citizen: AtTheKiosk, heard: bool, told: Help
) -> None:
    confirming(citizen).happens(CallStaff(), CallStaff())
    assert citizen.effects.count(AskForHelp()) == 1
    citizen.happens(HelpAnswered(heard))
    assert citizen.kiosk.help is told
    citizen.happens(GoHome())

    assert citizen.kiosk.help is None


def test_when_fewer_cards_fit_there_are_more_pages(citizen: AtTheKiosk) -> None:
    screen = citizen.happens(RoomFor(8))

    assert isinstance(screen, Welcome)
    assert (len(screen.departments), screen.pages) == (8, 3)


@pytest.mark.parametrize("hour", [19, 12])
def test_night_falls_by_the_halls_time_when_the_kiosk_is_alone_and_has_no_numbers(hour: int) -> None:
    look = KioskLook(dims_at=time(19), bright_at=time(6, 30))
    at = AtTheKiosk()
    at.happens(CatalogueCame(the_catalogue().model_copy(update={"look": look})))

    later = NOON.astimezone(HALL_ZONE).replace(hour=hour).astimezone(UTC)
    welcome = at.happens(CatalogueMissed(None, later))

    assert isinstance(welcome, Welcome)
    assert welcome.dim is (hour == 19)


@pytest.mark.parametrize(("hour", "dim"), [(18, False), (19, True), (23, True), (5, True), (7, False)])
def test_the_greeting_is_dim_at_night_until_somebody_touches_it(hour: int, dim: bool) -> None:
    look = KioskLook(dims_at=time(19), bright_at=time(6, 30))
    at = AtTheKiosk()
    local = NOON.astimezone(HALL_ZONE).replace(hour=hour)
    night = the_catalogue(at=local).model_copy(update={"look": look})
    welcome = at.happens(CatalogueCame(night))
    assert isinstance(welcome, Welcome)
    assert welcome.dim is dim

    at.happens(ChooseDepartment("tuphap"))
    assert isinstance(at.screen, Welcome if dim else ChoosingService)
    assert not getattr(at.screen, "dim", False)
    at.happens(GoHome(), TimePassed(), after=61)
    assert isinstance(at.screen, Welcome)
    assert at.screen.dim is dim


def test_catalogue_and_printer_are_asked_again_and_again(citizen: AtTheKiosk) -> None:
    citizen.effects.clear()
    for _ in range(60):
        citizen.happens(TimePassed())

    assert sum(isinstance(effect, FetchCatalogue) for effect in citizen.effects) == 12
    assert sum(isinstance(effect, LookAtPrinter) for effect in citizen.effects) == 3


def test_a_printer_at_fault_is_looked_at_often(citizen: AtTheKiosk) -> None:
    citizen.happens(TimePassed(), PrinterSeen(PrintFault.OUT_OF_PAPER))
    citizen.effects.clear()
    for _ in range(60):
        citizen.happens(TimePassed())

    assert sum(isinstance(effect, LookAtPrinter) for effect in citizen.effects) > 8


def test_the_catalogue_of_another_moment_is_told_apart_by_its_number_first() -> None:
    newer: Catalogue = the_catalogue(seq=2, at=NOON)
    at = AtTheKiosk()
    at.happens(CatalogueCame(newer), CatalogueCame(the_catalogue(seq=2, at=NOON)))

    assert at.kiosk.catalogue == newer
