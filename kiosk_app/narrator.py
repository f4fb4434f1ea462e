"""Says what a kiosk shows, when somebody listens: a screen when it comes, a way when the keys come to it.

Knows the voice only by its protocol; decides nothing. Figures that change under a listener's ears do not begin it anew.
"""

from hardware.speech.voice import Utterance, Voice
from kiosk_app.flow.aids import Aid, Help
from kiosk_app.flow.keys import ways
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.screens import Confirming, Screen, language_of
from kiosk_app.spoken import named, remarked, said
from kiosk_app.words import N_, speak

HELP_SAID = {
    Help.CALLING: N_("Calling…"),
    Help.CALLED: N_("Staff have been told"),
    Help.NOT_HEARD: N_("Please go to the information desk"),
}


class Narrator:
    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._said: tuple[object, ...] | None = None
        """Place, focus, repetitions, help and remark that were said last; None while nobody listens."""

    def tell(self, kiosk: Kiosk) -> None:
        """Says what is new since the last time."""
        if Aid.SPEECH not in kiosk.aids:
            if self._said:
                self._voice.hush()
            self._said = None
            return
        now = (_place(kiosk.screen), kiosk.said, kiosk.focus, kiosk.help, kiosk.remark)
        if now != self._said:
            before, self._said = self._said or (None, None, None, None, None), now
            self._voice.say(_news(kiosk, before, now))

    def close(self) -> None:
        self._voice.close()


def _news(kiosk: Kiosk, before: tuple[object, ...], now: tuple[object, ...]) -> tuple[Utterance, ...]:
    open_ways = ways(kiosk.screen)
    way = (named(open_ways[min(kiosk.focus, len(open_ways) - 1)], kiosk.screen),) if open_ways else ()
    is_new = kiosk.remark is not None and before[4] != now[4]
    remark = (remarked(kiosk.remark, language_of(kiosk.screen)),) if kiosk.remark and is_new else ()
    if before[:2] != now[:2]:
        return (*remark, *said(kiosk.screen), *way)
    if remark:
        return remark
    if kiosk.help and before[3] != now[3]:
        language = language_of(kiosk.screen)
        return (Utterance(language, speak(language)(HELP_SAID[kiosk.help])),)
    return way


def _place(screen: Screen) -> object:
    """What makes a screen another one for who hears it: not its figures."""
    if isinstance(screen, Confirming):
        choice = screen.choice
        return (Confirming, choice.service.slug, choice.dossiers, choice.priority, screen.list_paper)
    return (type(screen), getattr(screen, "page", 0))
