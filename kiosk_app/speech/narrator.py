"""Reads aloud what the kiosk shows: a screen when it comes, a way when the keys come to it.

Knows the voice only by its protocol; decides nothing. Figures that change under a listener's ears do not begin it anew,
and what the listener alters on a screen is said alone.
"""

from typing import NamedTuple

from hardware.speech.voice import Utterance, Voice
from kiosk_app.flow.aids import Aid, Aids, Help
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.scan_screens import Remark
from kiosk_app.flow.screens import Confirming, Screen, Welcome, language_of
from kiosk_app.flow.touches import Touch
from kiosk_app.flow.ways import ways
from kiosk_app.speech.sentences import HELP
from kiosk_app.speech.spoken import changes_aloud, remark_aloud, screen_aloud, way_aloud
from kiosk_app.words import N_, speak

AID_SENTENCES = {
    Aid.LARGE_TEXT: (N_("Larger text is on."), N_("Larger text is off.")),
    Aid.CONTRAST: (N_("High contrast is on."), N_("High contrast is off.")),
    Aid.LOWERED: (N_("All that is touched stands lower now."), N_("All that is touched stands at its usual height.")),
}
"""What is said when an aid is turned on, and off. Nothing is said when reading aloud begins: it is heard."""
FALLS_SILENT = N_("Reading aloud is off. Any key turns it on again.")


class Heard(NamedTuple):
    """What was said last, or is to be said now."""

    place: object = None
    repeats: int | None = None
    way: Touch | None = None
    help: Help | None = None
    remark: Remark | None = None
    remark_until: float = 0.0
    """So that the same remark is said again when it is made again."""
    aids: Aids | None = None
    changes: tuple[str, ...] = ()


class Narrator:
    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._heard: Heard | None = None
        """None while nobody listens."""

    def tell(self, kiosk: Kiosk) -> None:
        """Says what is new since the last time."""
        if Aid.SPEECH not in kiosk.aids:
            if self._heard:
                self._voice.say(_falling_silent(kiosk.screen))
            self._heard = None
            return
        now = _to_be_heard(kiosk)
        if now != self._heard:
            before, self._heard = self._heard or Heard(), now
            if news := _news(kiosk.screen, before, now):
                self._voice.say(news)

    def close(self) -> None:
        self._voice.close()


def _to_be_heard(kiosk: Kiosk) -> Heard:
    return Heard(
        place=_place(kiosk.screen),
        repeats=kiosk.repeats,
        way=_way(kiosk),
        help=kiosk.help,
        remark=kiosk.remark,
        remark_until=kiosk.remark_until,
        aids=kiosk.aids,
        changes=changes_aloud(kiosk.screen),
    )


def _falling_silent(screen: Screen) -> tuple[Utterance, ...]:
    languages = screen.languages if isinstance(screen, Welcome) else (language_of(screen),)
    return tuple(Utterance(language, speak(language)(FALLS_SILENT)) for language in languages)


def _news(screen: Screen, before: Heard, now: Heard) -> tuple[Utterance, ...]:
    """Nothing where something has only ended: what is being said goes on."""
    language = language_of(screen)
    way = (way_aloud(now.way, screen),) if now.way else ()
    new_remark = now.remark and (now.remark, now.remark_until) != (before.remark, before.remark_until)
    remark = (remark_aloud(now.remark, language),) if now.remark and new_remark else ()
    if (before.place, before.repeats) != (now.place, now.repeats):
        return (*remark, *screen_aloud(screen), *way)
    way = way if now.way != before.way else ()
    new = tuple(Utterance(language, each) for each in now.changes if each and each not in before.changes)
    if remark or new:
        return (*remark, *new, *way)
    if before.aids is not None and now.aids is not None and before.aids != now.aids:
        return _switched(before.aids, now.aids, language)
    if now.help and now.help != before.help:
        return (Utterance(language, speak(language)(HELP[now.help])),)
    return way


def _way(kiosk: Kiosk) -> Touch | None:
    """Where the keys are."""
    open_ways = ways(kiosk.screen)
    return open_ways[min(kiosk.focus, len(open_ways) - 1)] if open_ways else None


def _switched(before: Aids, now: Aids, language: str) -> tuple[Utterance, ...]:
    return tuple(
        Utterance(language, speak(language)(on if aid in now else off))
        for aid, (on, off) in AID_SENTENCES.items()
        if aid in now ^ before
    )


def _place(screen: Screen) -> object:
    """What makes it another screen for a listener: not its figures, and not what they have changed on it."""
    if isinstance(screen, Confirming):
        return (Confirming, screen.choice.service.slug)
    return (type(screen), getattr(screen, "page", 0))
