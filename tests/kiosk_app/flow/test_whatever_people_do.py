"""However people touch the kiosk and whatever fails meanwhile: a way home, and one ticket per confirmation."""

from dataclasses import replace
from typing import get_args

from hypothesis import given, settings, strategies as st

from display_server.contract import Appointment, DossierAnswer, Progress
from kiosk_app.flow.aids import Aid
from kiosk_app.flow.kiosk import LISTENERS_LONGER
from kiosk_app.flow.reports import (
    AppointmentFound,
    CatalogueCame,
    CatalogueMissed,
    CodeScanned,
    DossierFound,
    HelpAnswered,
    LookUpRefused,
    LookUpSilent,
    PapersPrinted,
    PrinterSeen,
    PrintingFailed,
    ServerSilent,
    TicketPrinted,
    TicketReceived,
    TicketRefused,
)
from kiosk_app.flow.screens import (
    ChoosingPriority,
    Confirming,
    HoldCard,
    Issuing,
    Printing,
    Screen,
    Welcome,
)
from kiosk_app.flow.step import Event, RoomFor, TimePassed
from kiosk_app.flow.touches import (
    AskForPriority,
    Back,
    CallStaff,
    ChangeDossiers,
    ChooseAService,
    ChooseDepartment,
    ChooseFound,
    ChooseLanguage,
    ChooseService,
    EraseLetter,
    GiveFace,
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
from kiosk_app.flow.values import PrintFault
from tests.kiosk_app.a_hall import MANY_CLASSES, a_ticket, the_catalogue
from tests.kiosk_app.at_the_kiosk import AtTheKiosk

HALL = the_catalogue()
DEPARTMENTS = [department.slug for department in HALL.departments]
SERVICES = [service.slug for department in HALL.departments for service in department.services]

touches: st.SearchStrategy[Touch] = st.one_of(
    st.sampled_from(["vi", "en", "xx"]).map(ChooseLanguage),
    st.sampled_from([*DEPARTMENTS, "no-such"]).map(ChooseDepartment),
    st.sampled_from([*SERVICES, "no-such"]).map(ChooseService),
    st.sampled_from(["elderly", "no-such", None]).map(TakeNumberAs),
    st.sampled_from([-1, 1]).map(TurnPage),
    st.sampled_from([LookFor(), TypeLetter("d"), EraseLetter(), ChooseFound("lltp"), ChooseFound("no-such")]),
    st.sampled_from(list(Aid)).map(Switch),
    st.sampled_from("0123456789*#").map(PressKey),
    st.sampled_from([CallStaff(), ChangeDossiers(1), PrintPapers(), ShowOnline(), ChooseAService(), GiveFace(2)]),
    st.sampled_from([AskForPriority(), TakeNumber(), TakeNumber(), TryAgain(), StayLonger(), Back(), GoHome()]),
)
CARD = "075155001234|271234567|Nguyễn Thị Ánh|02031955|Nữ|Biên Hòa|01012022"
READY = DossierAnswer(progress=Progress.READY, counter=None, not_before=None, words={"vi": "Đã có kết quả."})
TODAY = Appointment(code="K7MPQ2XA", service="lltp", at=HALL.at)
codes = st.sampled_from(
    ["K7MPQ2XA", "000.00.19.H19-181130-0042", CARD, "8934563138165", "http://hall/t/Zm9vYmFyYmF6cXV4MTIzNA"]
).map(CodeScanned)
look_ups: st.SearchStrategy[Event] = st.integers(1, 4).flatmap(
    lambda look_up: st.sampled_from(
        [
            AppointmentFound(look_up, TODAY),
            DossierFound(look_up, READY),
            LookUpRefused(look_up, "Không có."),
            LookUpSilent(look_up),
        ]
    )
)
MANY = HALL.model_copy(update={"priority_classes": MANY_CLASSES})
catalogues = st.sampled_from([HALL, MANY, HALL.model_copy(update={"id_card": "required"})]).map(CatalogueCame)
closing = st.frozensets(st.sampled_from(SERVICES), max_size=20)
reports: st.SearchStrategy[Event] = st.one_of(
    st.builds(lambda seq, closed: CatalogueCame(the_catalogue(seq=seq, closed=closed)), st.integers(1, 50), closing),
    st.sampled_from([CatalogueMissed(), CatalogueMissed(HALL)]),
    st.builds(lambda attempt: TicketReceived(attempt, a_ticket(number=f"A{attempt:03}")), st.integers(1, 5)),
    st.builds(TicketRefused, st.integers(1, 5), st.just("Đã hết số.")),
    st.builds(ServerSilent, st.integers(1, 5)),
    st.builds(TicketPrinted, st.integers(1, 5)),
    st.builds(PrintingFailed, st.integers(1, 5), st.sampled_from(PrintFault)),
    st.sampled_from([HelpAnswered(True), PapersPrinted(None), RoomFor(4), RoomFor(12)]),
    codes | look_ups | catalogues,
    st.builds(PrinterSeen, st.none() | st.sampled_from(PrintFault)),
)
days = st.lists(st.tuples(touches | touches | reports | st.just(TimePassed()), st.sampled_from([0.05, 0.4, 5, 40])))


@settings(max_examples=150)
@given(days)
def test_however_people_touch_there_is_a_way_home_and_one_ticket_per_confirmation(
    day: list[tuple[Event, float]],
) -> None:
    at = AtTheKiosk()
    at.happens(CatalogueCame(HALL))
    confirmed = 0
    for event, after in day:
        before = at.screen
        at.happens(event, after=after)
        offered = isinstance(before, Confirming | ChoosingPriority | HoldCard)
        confirmed += offered and isinstance(at.screen, Issuing)
        assert len({issue.key for issue in at.issues}) == confirmed
        assert at.kiosk.card is None or not isinstance(at.screen, Welcome)
        leaves_by_touch(at)
        leaves_by_itself(at)


def leaves_by_touch(at: AtTheKiosk) -> None:
    """From every screen that waits for a citizen, one touch leads home."""
    if not isinstance(at.screen, Issuing | Printing):
        elsewhere = replace_clock(at)
        assert isinstance(elsewhere.happens(GoHome()), Welcome)


def leaves_by_itself(at: AtTheKiosk) -> None:
    """And whoever walks away leaves a free kiosk behind."""
    elsewhere = replace_clock(at)
    for _ in range(4):
        elsewhere.happens(TimePassed(), after=LISTENERS_LONGER * max(each.policy.patience for each in get_args(Screen)))
    assert isinstance(elsewhere.screen, Welcome)


def replace_clock(at: AtTheKiosk) -> AtTheKiosk:
    return AtTheKiosk(kiosk=replace(at.kiosk), now=at.now)
