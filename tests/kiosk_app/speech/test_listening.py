"""Who only listens: what they alter is heard alone, nothing breaks off, no key does what was not heard."""

from pathlib import Path

import pytest

from display_server.contract import Catalogue
from hardware.speech.virtual import VirtualVoice
from kiosk_app.flow.effects import Issue
from kiosk_app.flow.kiosk import LISTENERS_LONGER, REMARK_SECONDS
from kiosk_app.flow.reports import CatalogueCame, CodeScanned, PapersPrinted, TicketPrinted, TicketReceived
from kiosk_app.flow.screens import ChoosingDepartment, Confirming, Searching, StillThere, TakePaper, Welcome
from kiosk_app.flow.search import on_keys
from kiosk_app.flow.step import Event, TimePassed
from kiosk_app.flow.touches import (
    ChangeDossiers,
    ChooseDepartment,
    ChooseLanguage,
    ChooseService,
    LookFor,
    PressKey,
    PrintPapers,
    TypeLetter,
)
from kiosk_app.flow.ways import ways
from kiosk_app.speech.narrator import Narrator
from tests.kiosk_app.a_hall import a_ticket, the_catalogue
from tests.kiosk_app.at_the_kiosk import AtTheKiosk
from tests.kiosk_app.gallery import PAPERS


class Listener:
    """At a kiosk that reads aloud."""

    def __init__(self, file: Path) -> None:
        self.at, self._file = AtTheKiosk(), file
        self._narrator = Narrator(VirtualVoice(file))
        self.hears(CatalogueCame(with_papers()), PressKey("0"))

    def hears(self, *events: Event, after: float = 1.0) -> list[str]:
        """What is said to these events, without the languages."""
        self._file.write_text("")
        for event in events:
            self.at.happens(event, after=after)
            self._narrator.tell(self.at.kiosk)
        return [line.split("\t")[1] for line in self._file.read_text(encoding="utf-8").splitlines() if line]

    def comes_to(self, way: object) -> None:
        while ways(self.at.screen)[self.at.kiosk.focus] != way:
            self.hears(PressKey("8"))

    def confirms(self) -> None:
        self.hears(ChooseLanguage("en"), ChooseDepartment("tuphap"), ChooseService("lltp"))
        assert isinstance(self.at.screen, Confirming)


def with_papers() -> Catalogue:
    hall = the_catalogue()
    departments = tuple(
        department.model_copy(
            update={"services": tuple(each.model_copy(update={"papers": PAPERS}) for each in department.services)}
        )
        for department in hall.departments
    )
    return hall.model_copy(update={"departments": departments})


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    return Listener(tmp_path / "said.txt")


def test_one_dossier_more_is_heard_alone(listener: Listener) -> None:
    listener.confirms()
    listener.comes_to(ChangeDossiers(1))

    assert listener.hears(PressKey("5")) == ["Number of dossiers: 2."]
    assert listener.hears(PressKey("5")) == ["Number of dossiers: 3."]


def test_what_became_of_the_printed_list_is_heard_alone(listener: Listener) -> None:
    listener.confirms()
    listener.comes_to(PrintPapers())

    assert listener.hears(PressKey("5")) == ["Printing…"]
    assert listener.hears(PapersPrinted(None)) == ["The list is printed"]


def test_the_key_that_takes_dossiers_away_never_takes_a_number(listener: Listener) -> None:
    listener.confirms()
    listener.comes_to(ChangeDossiers(1))
    listener.hears(PressKey("5"), PressKey("8"))
    heard = listener.hears(PressKey("5"))

    assert heard == ["Number of dossiers: 1.", "One dossier more"]
    listener.hears(PressKey("5"))
    assert not [effect for effect in listener.at.effects if isinstance(effect, Issue)]


def test_a_remark_that_ends_breaks_nothing_off(listener: Listener) -> None:
    listener.hears(CodeScanned("8934563138165"))
    listener.confirms()

    assert listener.hears(TimePassed(), after=REMARK_SECONDS) == []


def test_a_code_that_is_not_known_is_told_each_time(listener: Listener) -> None:
    first = listener.hears(CodeScanned("8934563138165"))
    again = listener.hears(CodeScanned("8934563138165"))

    assert first == again != []


def test_what_is_typed_and_found_is_heard(listener: Listener) -> None:
    opened = listener.hears(ChooseLanguage("en"), LookFor())
    assert "Find a service" in " ".join(opened)
    assert "Services found" not in " ".join(opened), "nothing was looked for yet"

    assert "Services found: 1." in listener.hears(*map(TypeLetter, "tax"))
    nothing = listener.hears(*map(TypeLetter, "zzzz"))
    assert any(each.startswith("No service is found.") for each in nothing)
    assert "taxzzzz" in nothing


def test_the_number_stays_until_who_listens_needs_no_more_time(listener: Listener) -> None:
    listener.confirms()
    listener.hears(PressKey("5"))
    listener.hears(TicketReceived(1, a_ticket(language="en")), TicketPrinted(1))
    asked = listener.hears(TimePassed(), after=TakePaper.policy.patience * LISTENERS_LONGER)

    assert isinstance(listener.at.screen, StillThere)
    assert "Do you need more time?" in asked[0]
    assert "Your number: A 0 4 5." in listener.hears(PressKey("5"))[0]
    assert isinstance(listener.at.screen, TakePaper)


def test_the_greeting_is_heard_to_its_end_and_reading_aloud_ends_in_words(listener: Listener) -> None:
    assert listener.hears(TimePassed(), after=Welcome.policy.patience) == []
    heard = listener.hears(TimePassed(), after=Welcome.policy.patience * (LISTENERS_LONGER - 1))

    assert heard[-1] == "Reading aloud is off. Any key turns it on again."
    assert len(heard) == len(the_catalogue().languages)
    assert len(listener.hears(PressKey("0"))) == len(the_catalogue().languages) + 1


def test_a_service_is_found_by_twelve_keys_alone(listener: Listener) -> None:
    listener.hears(ChooseLanguage("vi"))
    listener.comes_to(LookFor())
    how = listener.hears(PressKey("5"))
    assert "như trên điện thoại" in how[0]
    heard = listener.hears(*(PressKey(key) for key in on_keys("khai sinh") if key != " "))

    assert "5 4 2 4 7" in heard
    assert "Hộ tịch, quốc tịch" in heard
    assert "Hộ tịch, quốc tịch" in listener.hears(PressKey("#"))[0]
    assert isinstance(listener.at.screen, Confirming)


def test_the_next_one_found_is_heard_and_a_letter_taken_away(listener: Listener) -> None:
    listener.hears(ChooseLanguage("en"), LookFor(), *(PressKey(key) for key in on_keys("per")))
    first = ways(listener.at.screen)[0]
    listener.hears(PressKey("0"))
    assert ways(listener.at.screen)[listener.at.kiosk.focus] != first
    listener.hears(PressKey("*"))
    assert (typed(listener.at), listener.at.kiosk.focus) == ("73", 0)

    listener.hears(TypeLetter("t"))
    assert typed(listener.at) == "t"
    listener.hears(PressKey("*"), PressKey("*"))
    assert isinstance(listener.at.screen, ChoosingDepartment)


def typed(at: AtTheKiosk) -> str:
    assert isinstance(at.screen, Searching)
    return at.screen.typed
