"""The hall's time at the kiosk, and whether it is sure enough to issue numbers by. Knows neither server nor screen.

Numbers begin anew each day: a kiosk that is a day ahead would issue tomorrow's numbers today, one that is a day behind
yesterday's once more. So two clocks have to agree on the day, or the server has to say it.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from kiosk_app.flow.values import ClockAnswer
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore

CLOCK = "clock"
"""The note in the store."""
TOLERANCE = timedelta(seconds=1)
TYPED_WITHIN = timedelta(minutes=2)
"""An officer types minutes, and takes a moment: a machine's clock that is so near knows the seconds."""
NOTE_EVERY = timedelta(minutes=1)
TIME_AS_TYPED = "%d%m%Y%H%M"
"""As Vietnamese write it, in `TIME_DIGITS` digits."""
A_DAY = timedelta(days=1)
"""A hardware clock may keep local time."""
BOOT_ID, HARDWARE_CLOCK = Path("/proc/sys/kernel/random/boot_id"), Path("/sys/class/rtc/rtc0/since_epoch")


def this_boot() -> str:
    """A name of this start of the machine, another one for each."""
    with suppress(OSError):
        return BOOT_ID.read_text().strip()
    return token_hex(16)


def hardware_clock_agrees() -> bool:
    """Whether the system's clock comes from one that ran while the machine was off: without one, or with an empty
    battery, Linux goes on at the moment at which it was switched off.
    """
    with suppress(OSError, ValueError):
        return abs(time.time() - float(HARDWARE_CLOCK.read_text())) < A_DAY.total_seconds()
    return False


@dataclass(frozen=True, slots=True)
class ClockNote:
    """What the store knows of the hall's time, from the last minute that the kiosk ran."""

    at: datetime
    tick: float
    boot: str
    wrong_seconds: float
    """What the machine's clock must be put forward by."""
    timezone: str | None = None
    """Where the hall's days begin; None in the note of an earlier version."""


class HallClock:
    """What the server said last, and what has passed since by a clock that nobody can set.

    That clock runs on while the program restarts, not while the machine is off. After that it is the machine's own
    clock, put right by as much as it was wrong before. It alone is believed on the day on which the kiosk ran last. On
    another day, or where it cannot be true, the day is unknown until the server tells the time, or an officer does.
    """

    def __init__(
        self,
        store: KioskStore,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        ticks: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME),
        boot: Callable[[], str] = this_boot,
        ran_while_off: Callable[[], bool] = hardware_clock_agrees,
    ) -> None:
        self._store, self._wall, self._ticks, self._boot = store, wall, ticks, boot()
        note = store.notes.get_as(ClockNote, CLOCK)
        self._noted, self._at_tick = note, ticks()
        self._timezone = note.timezone if note else None
        self._wrong = timedelta(seconds=note.wrong_seconds if note else 0)
        self._typed: date | None = None
        self._told = self._by_wall()
        self.is_sure = False
        if note and note.boot == self._boot:
            self._told, self.is_sure = note.at + timedelta(seconds=self._at_tick - note.tick), True
        elif note:
            self._told, self.is_sure = max(self._told, note.at), self._is_later_that_day(note) and ran_while_off()
        """Whether numbers may be issued by this time."""

    def now(self) -> datetime:
        return self._told + timedelta(seconds=self._ticks() - self._at_tick)

    def set_by_server(self, at: datetime, timezone: str) -> None:
        """The server's clock shows this now; its hall's days begin in this zone."""
        was_right = abs(at - self._by_wall()) <= TOLERANCE
        self._timezone = timezone
        self._set(at, note_at_once=not was_right)

    def set_by_officer(self, typed: str, timezone: str) -> ClockAnswer:
        """An officer has read this from a watch: day, month, year, hour and minute in twelve digits.

        Another day than the machine's clock shows is believed once it has been typed a second time.
        """
        if self.is_sure:
            return ClockAnswer.SET  # the server was quicker
        try:
            local = datetime.strptime(typed, TIME_AS_TYPED).replace(tzinfo=ZoneInfo(timezone))
        except ValueError:
            return ClockAnswer.NO_SUCH_TIME
        at, machine = local.astimezone(UTC), self._by_wall()
        earliest = self._noted.at if self._noted else at
        if at < earliest - TYPED_WITHIN:
            return ClockAnswer.TOO_EARLY
        if local.date() not in (_day(machine, timezone), self._typed):
            self._typed = local.date()
            return ClockAnswer.ONCE_MORE
        self._timezone = timezone
        self._set(max(machine if abs(machine - at) <= TYPED_WITHIN else at, earliest), note_at_once=True)
        return ClockAnswer.SET

    def note(self) -> None:
        """Writes down every minute what time it is, for the next start."""
        noted = self._noted
        is_fresh = noted is not None and noted.boot == self._boot and abs(self.now() - noted.at) < NOTE_EVERY
        if self.is_sure and not is_fresh:
            self._write_down()

    def _set(self, at: datetime, *, note_at_once: bool) -> None:
        self._told, self._at_tick, self.is_sure = at, self._ticks(), True
        if note_at_once:
            self._write_down()
        else:
            self.note()

    def _write_down(self) -> None:
        """Also how wrong the machine's clock is: somebody who sets it while the kiosk runs changes nothing."""
        now = self.now()
        wrong = now - self._wall()
        self._wrong = wrong if abs(wrong - self._wrong) > TOLERANCE else self._wrong
        self._noted = ClockNote(now, self._ticks(), self._boot, self._wrong.total_seconds(), self._timezone)
        with suppress(StoreFails):
            self._store.notes.set(CLOCK, TypeAdapter(ClockNote).dump_json(self._noted).decode())

    def _by_wall(self) -> datetime:
        return self._wall() + self._wrong

    def _is_later_that_day(self, note: ClockNote) -> bool:
        """Whether the machine's clock shows a later time of the day on which the kiosk ran last."""
        machine, timezone = self._by_wall(), note.timezone
        return machine >= note.at and timezone is not None and _day(machine, timezone) == _day(note.at, timezone)


def _day(at: datetime, timezone: str) -> date:
    return at.astimezone(ZoneInfo(timezone)).date()
