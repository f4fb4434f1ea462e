"""The kiosk tells how it is again and again, and sends who wants paper to where the server knows of some."""

from kiosk_app.flow.effects import ReportHealth
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.reports import AdviceCame, PrinterSeen
from kiosk_app.flow.screens import Welcome
from kiosk_app.flow.step import TimePassed
from kiosk_app.flow.values import PrintFault
from tests.kiosk_app.at_the_kiosk import AtTheKiosk

AT_ITS_START, BY_THE_SERVER = {"vi": "Máy số 2"}, {"vi": "cửa B", "en": "door B"}


def test_it_is_told_four_times_a_minute_and_what_is_shown() -> None:
    at = AtTheKiosk()
    for _ in range(60):
        at.happens(TimePassed())

    told = [effect.screen for effect in at.effects if isinstance(effect, ReportHealth)]
    assert told == ["Welcome"] * 4


def test_the_servers_word_goes_before_what_was_said_at_the_start() -> None:
    at = AtTheKiosk(Kiosk(run="run", per_page=12, elsewhere=AT_ITS_START))

    def elsewhere() -> object:
        assert isinstance(at.screen, Welcome)
        return at.screen.elsewhere

    at.happens(PrinterSeen(PrintFault.OUT_OF_PAPER))
    assert elsewhere() == AT_ITS_START
    at.happens(AdviceCame(BY_THE_SERVER))
    assert elsewhere() == BY_THE_SERVER
    at.happens(AdviceCame(None))
    assert elsewhere() == AT_ITS_START


def test_a_printer_that_fails_or_works_again_is_told_at_once() -> None:
    at = AtTheKiosk()
    at.happens(PrinterSeen(None), TimePassed())
    before = len(at.effects)

    at.happens(PrinterSeen(PrintFault.OUT_OF_PAPER), TimePassed(), PrinterSeen(None), TimePassed(), TimePassed())

    assert at.effects[before:].count(ReportHealth("Welcome")) == 2
