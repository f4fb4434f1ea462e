"""What each counter's LED display is to show, and telling it until it does. Knows no server and no protocol."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from display_server.contract import Board, BoardCounter, CounterState
from hardware.led.display import LedLine, LedUnreachable, Showing

log = logging.getLogger(__name__)

BLINKS = 6
AGAIN_SECONDS = 30.0
"""So often each display is told again what it shows already: one that lost its power shows it again by then."""
MUTE_SECONDS = 15.0
"""A display that did not answer is left alone so long: the others must not wait for it at each call."""
PAUSED = "----"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a display is to show; `calls` tells a call from the one before, so that each blinks."""

    showing: Showing
    calls: int = 0


@dataclass(frozen=True, slots=True)
class LastShown:
    """What a display was told last, None where it did not answer; and when it is told again, by a clock in seconds."""

    wanted: Wanted | None
    again_at: float


class CounterLeds:
    """`counters`: those that have a display on this line, its address being the counter's number."""

    def __init__(self, line: LedLine, counters: Collection[int]) -> None:
        self._line, self._counters = line, counters
        self._wanted: Mapping[int, Wanted] = {}
        self._last_shown: dict[int, LastShown] = {}
        self._mute: set[int] = set()

    def see(self, board: Board) -> None:
        """What the hall shows now is what the displays are to show."""
        self._wanted = {each.counter: wanted_at(each) for each in board.counters if each.counter in self._counters}

    def tell(self, now: float) -> None:
        """Tells every display that is to show something else, and then those that have not been told for a while.

        Ends early where the hall shows something else by then: a round of many displays takes seconds, and a call
        goes before the rest of it.
        """
        wanted = self._wanted
        awake = [each for each in wanted if each not in self._mute]
        new = [each for each in awake if each not in self._last_shown or self._last_shown[each].wanted != wanted[each]]
        again = [each for each in awake if each not in new and now >= self._last_shown[each].again_at]
        for address in new + again:
            if self._wanted is not wanted:
                return
            self._tell(address, wanted[address], now)
        for address in self._due_mute(wanted, now):
            # One a turn that stays mute takes a second; who answers takes little, and then the line may be back.
            if not self._tell(address, wanted[address], now):
                return

    def _due_mute(self, wanted: Collection[int], now: float) -> list[int]:
        """Those to be tried again, first who has been left alone longest."""
        due = [each for each in self._mute if each in wanted and now >= self._last_shown[each].again_at]
        return sorted(due, key=lambda each: self._last_shown[each].again_at)

    def _tell(self, address: int, wanted: Wanted, now: float) -> bool:
        """Whether it answered."""
        told = self._last_shown.get(address)
        # Shown again, or late because it did not answer, it does not blink: the visitor has seen the call elsewhere.
        steady = (told is not None and wanted == told.wanted) or address in self._mute
        try:
            self._line.show(address, Showing(wanted.showing.text) if steady else wanted.showing)
        except LedUnreachable as fault:
            if address not in self._mute:
                log.warning("%s", fault)
            self._mute.add(address)
            self._last_shown[address] = LastShown(None, now + MUTE_SECONDS)
            return False
        if address in self._mute:
            log.warning("Display %s answers again.", address)
        self._mute.discard(address)
        self._last_shown[address] = LastShown(wanted, now + AGAIN_SECONDS)
        return True


def wanted_at(counter: BoardCounter) -> Wanted:
    """The number at the counter, blinking while its visitor is on the way; dashes in a pause; darkness when closed."""
    if counter.number is not None:
        return Wanted(Showing(counter.number, BLINKS if counter.calling else 0), counter.calls)
    return Wanted(Showing(PAUSED if counter.state is CounterState.PAUSED else ""))
