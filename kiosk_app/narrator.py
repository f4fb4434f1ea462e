"""Says what a kiosk shows, when somebody listens: a screen when it comes, a way when the keys come to it.

Knows the voice only by its protocol; decides nothing. Figures that change under a listener's ears do not begin it anew.
"""

from hardware.speech.voice import Utterance, Voice
from kiosk_app.flow.aids import NO_AIDS, Aid, Help
from kiosk_app.flow.keys import ways
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.screens import Confirming, Screen, language_of
from kiosk_app.flow.touches import Touch
from kiosk_app.spoken import named, remarked, said
from kiosk_app.words import N_, speak

HELP_SAID = {
    Help.CALLING: N_("Calling…"),
    Help.CALLED: N_("Staff have been told"),
    Help.NOT_HEARD: N_("Please go to the information desk"),
}

AIDS_SAID = {
    Aid.LARGE_TEXT: (N_("Larger text is on."), N_("Larger text is off.")),
    Aid.CONTRAST: (N_("High contrast is on."), N_("High contrast is off.")),
    Aid.LOWERED: (N_("All that is touched stands lower now."), N_("All that is touched stands at its usual height.")),
}
"""What is said when an aid is turned on, and off. Reading aloud is heard by itself."""

NOTHING_SAID = (None,) * 6


class Narrator:
    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._said: tuple[object, ...] | None = None
        """Place, repetitions, way, help, remark and aids that were said last; None while nobody listens."""

    def tell(self, kiosk: Kiosk) -> None:
        """Says what is new since the last time."""
        if Aid.SPEECH not in kiosk.aids:
            if self._said:
                self._voice.hush()
            self._said = None
            return
        now = (_place(kiosk.screen), kiosk.said, _way(kiosk), kiosk.help, kiosk.remark, kiosk.aids)
        if now != self._said:
            before, self._said = self._said or NOTHING_SAID, now
            self._voice.say(_news(kiosk, before, now))

    def close(self) -> None:
        self._voice.close()


def _news(kiosk: Kiosk, before: tuple[object, ...], now: tuple[object, ...]) -> tuple[Utterance, ...]:
    at = _way(kiosk)
    way = (named(at, kiosk.screen),) if at else ()
    is_new = kiosk.remark is not None and before[4] != now[4]
    remark = (remarked(kiosk.remark, language_of(kiosk.screen)),) if kiosk.remark and is_new else ()
    if before[:2] != now[:2]:
        return (*remark, *said(kiosk.screen), *way)
    if remark:
        return remark
    if before[5] is not None and before[5] != now[5]:
        return _switched(kiosk, before[5])
    if kiosk.help and before[3] != now[3]:
        language = language_of(kiosk.screen)
        return (Utterance(language, speak(language)(HELP_SAID[kiosk.help])),)
    return way


def _way(kiosk: Kiosk) -> Touch | None:
    """Where the keys are."""
    open_ways = ways(kiosk.screen)
    return open_ways[min(kiosk.focus, len(open_ways) - 1)] if open_ways else None


def _switched(kiosk: Kiosk, before: object) -> tuple[Utterance, ...]:
    language = language_of(kiosk.screen)
    changed = kiosk.aids ^ before if isinstance(before, frozenset) else NO_AIDS
    return tuple(
        Utterance(language, speak(language)(on if aid in kiosk.aids else off))
        for aid, (on, off) in AIDS_SAID.items()
        if aid in changed
    )


def _place(screen: Screen) -> object:
    """What makes a screen another one for who hears it: not its figures."""
    if isinstance(screen, Confirming):
        choice = screen.choice
        return (Confirming, choice.service.slug, choice.dossiers, choice.priority, screen.list_paper)
    return (type(screen), getattr(screen, "page", 0))
