"""Whatever is held before the kiosk's scanner, on whichever screen: no harm, no ticket, and no card that stays."""

from hypothesis import given, strategies as st

from kiosk_app.flow.effects import Issue, LookUpAppointment, LookUpDossier
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.reports import CatalogueCame, CodeScanned
from kiosk_app.flow.step import Event
from kiosk_app.flow.touches import AskForPriority, ChooseDepartment, ChooseLanguage, ChooseService, GoHome
from tests.fuzzing import fuzzed
from tests.hardware.test_whatever_devices_send import TEXTS
from tests.kiosk_app.a_hall import the_catalogue
from tests.kiosk_app.at_the_kiosk import AtTheKiosk

TOUCHES: st.SearchStrategy[Event] = st.sampled_from(
    [ChooseLanguage("vi"), ChooseDepartment("tuphap"), ChooseService("lltp"), AskForPriority(), GoHome()]
)
LOOK_UPS = (LookUpAppointment, LookUpDossier)


@given(st.lists(TOUCHES, max_size=4), st.lists(TEXTS, min_size=1, max_size=3), st.booleans())
@fuzzed(200)
def test_no_code_does_harm(touches: list[Event], codes: list[str], asks_for_cards: bool) -> None:
    at = AtTheKiosk()
    catalogue = the_catalogue().model_copy(update={"id_card": "welcome" if asks_for_cards else "not_asked"})
    at.happens(CatalogueCame(catalogue), *touches)
    before = len(at.effects)

    at.happens(*map(CodeScanned, codes))

    assert isinstance(at.kiosk, Kiosk)
    caused = at.effects[before:]
    assert not any(isinstance(effect, Issue) for effect in caused), "a code alone takes no ticket"
    for look_up in (effect for effect in caused if isinstance(effect, LOOK_UPS)):
        assert look_up.code.isascii()
        assert len(look_up.code) <= 64
    at.happens(GoHome())
    assert at.kiosk.card is None, "whoever leaves takes the card along"
