"""What a display that can sound is to say now. Sounds are made before they are begun, so that nobody waits for silence.

Knows neither sockets nor how a sound is made.
"""

import logging
from datetime import timedelta
from pathlib import Path

from display_server import contract, views
from display_server.domain.announcing import Said, Speaker, Waiting, times_within
from display_server.domain.hall_plan import HallPlan
from display_server.store.hall import Hall, Halls
from display_server.store.reading import Reading
from display_server.use_cases import announcing
from display_server.use_cases.announcing import Begun, Next
from display_server.voice.cache import Kept
from display_server.voice.maker import SoundMaker
from display_server.voice.manifest import Manifest, write_manifest
from display_server.voice.recipe import Recipe, Voices
from display_server.voice.voice import CannotSay

log = logging.getLogger(__name__)

AGAIN_SECONDS = 0.2


class Announcements:
    def __init__(self, halls: Halls, voices: Voices, maker: SoundMaker) -> None:
        self._halls, self._voices, self._maker = halls, voices, maker

    def next(self, asked: contract.Announce, *, is_device: bool) -> contract.AnnouncementAnswer:
        """The announcement that whoever asks begins to say now, or in how long to ask again.

        A zone's own display speaks before the hall's. Where the hall has let displays in, only these speak: a
        stranger in its network could take every call for itself and be silent.
        """
        hall = self._halls[asked.hall]
        speaker = Speaker(asked.speaker, 2 * is_device + (asked.zone is not None))
        with hall.reading() as reading:
            plan = reading.plan
            may_speak = is_device or not reading.devices.display_names()
            found = announcing.next_for(reading, speaker, asked.zone) if may_speak else None
            joined = _joined(reading, speaker, asked.zone) if may_speak else None
        if not plan.voice.speaks:
            return contract.AnnouncementAnswer(speaks=False)
        self._maker.warm_up()
        if joined is not None:
            return self._join(plan, *joined)
        if found is None:
            return contract.AnnouncementAnswer(speaks=True)
        if found.after:
            return contract.AnnouncementAnswer(speaks=True, again_in=found.after.total_seconds())
        return self._begin(hall, plan, speaker, found)

    def recipe(self, plan: HallPlan, said: Said) -> Recipe:
        return self._voices.recipe(said, plan.voice, plan.languages)

    def made(self, plan: HallPlan, said: Said) -> Kept | None:
        """The sound of it; None, and a line in the log, where no voice can say it."""
        try:
            return self._maker.make(self.recipe(plan, said))
        except CannotSay as reason:
            log.warning("nothing can say %s: %s", said, reason)
            return None

    def looked_through(self, pack: Path) -> contract.RecordedVoice | str:
        """What a recorded voice has and lacks; why it cannot be read, where it cannot."""
        try:
            return contract.RecordedVoice.model_validate(self._maker.look_through(pack))
        except CannotSay as reason:
            return str(reason)

    def begin_voice(self, folder: Path, new: contract.NewVoice) -> None:
        write_manifest(folder, Manifest(language=new.language, speaker=new.speaker, licence=new.licence))

    def close(self) -> None:
        """Ends the process that makes sounds."""
        self._maker.close()

    def find(self, address: str) -> Kept | None:
        return self._maker.find(address)

    def _begin(self, hall: Hall, plan: HallPlan, speaker: Speaker, found: Next) -> contract.AnnouncementAnswer:
        kept = self.made(plan, found.waiting.said) if found.times else None
        with hall.change(speaker.id) as change:
            zone, seq = found.waiting.zone, found.waiting.seq
            begun = announcing.begin(change, speaker, zone, seq, kept.seconds if kept else None)
            percent = plan.voice.percent_at(plan.local(change.now).time())
        if begun is None or kept is None:
            return contract.AnnouncementAnswer(speaks=True, again_in=AGAIN_SECONDS)
        return contract.AnnouncementAnswer(speaks=True, announcement=_told(plan, begun, kept, percent))

    def _join(self, plan: HallPlan, waiting: Waiting, took: timedelta, percent: int) -> contract.AnnouncementAnswer:
        kept = self.made(plan, waiting.said)
        if kept is None:
            return contract.AnnouncementAnswer(speaks=True, again_in=AGAIN_SECONDS)
        begun = Begun(waiting, kept.seconds, times_within(took, kept.seconds))
        return contract.AnnouncementAnswer(speaks=True, announcement=_told(plan, begun, kept, percent))


def _joined(reading: Reading, speaker: Speaker, zone: str | None) -> tuple[Waiting, timedelta, int] | None:
    """What another display has begun just now, where all of them speak; how long it takes, and how loud it is."""
    voice = announcing.joins(reading, speaker, zone)
    waiting = views.announcements.being_said(reading, voice) if voice else None
    if voice is None or waiting is None or voice.began_at is None or voice.ends_at is None:
        return None
    percent = reading.plan.voice.percent_at(reading.plan.local(reading.now).time())
    return waiting, voice.ends_at - voice.began_at, percent


def _told(plan: HallPlan, begun: Begun, kept: Kept, percent: int) -> contract.Announcement:
    said = begun.waiting.said
    return contract.Announcement(
        hall=plan.slug,
        zone=begun.waiting.zone,
        seq=begun.waiting.seq,
        kind=views.announcements.kind_of(said),
        number=announcing.number_of(said),
        counter=announcing.counter_of(said),
        captions=views.announcements.captions(said, plan.languages),
        sound=f"/voice/{plan.slug}/{kept.file.name}",
        seconds=kept.seconds,
        times=begun.times,
        volume=percent / 100,
    )
