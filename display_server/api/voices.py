"""Operations of recorded voices: an administrator makes one clip by clip in the browser, and hears the result."""

from dataclasses import replace

from flask import Response, request

from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import NewVoice, RecordedVoice, RecordedVoices, TriedVoice, TryVoice
from display_server.domain.announcing import Called, FreeText
from display_server.domain.refusals import Unavailable
from display_server.use_cases.hall import outline
from display_server.web.asking import hall_called
from display_server.web.services import services

operations = Operations()
_CLIP = "/voices/<voice>/clips/<clip>.wav"


@operations.add("GET", "/voices", roles=[Role.ADMIN], answer=RecordedVoices)
def list_voices() -> RecordedVoices:
    """The recorded voices of this server: what each has, what it lacks, and what should be recorded again."""
    looked = [services().announcements.looked_through(path) for path in services().studio.packs()]
    return RecordedVoices(
        voices=tuple(each for each in looked if isinstance(each, RecordedVoice)),
        broken=tuple(each for each in looked if isinstance(each, str)),
    )


@operations.add("POST", "/voices", roles=[Role.ADMIN], body=NewVoice, status=204, refusals=[409])
def add_voice(body: NewVoice) -> None:
    """Begins a new recorded voice, without a clip yet."""
    services().announcements.begin_voice(services().studio.new(body.name), body)


@operations.add("GET", _CLIP, roles=[Role.ADMIN], refusals=[404])
def get_clip(voice: str, clip: str) -> Response:
    """A clip as it was recorded."""
    return Response(services().studio.clip(voice, clip), content_type="audio/wav")


@operations.add("PUT", _CLIP, roles=[Role.ADMIN], status=204, refusals=[404, 409])
def put_clip(voice: str, clip: str) -> None:
    """Puts a clip into the voice: the body is a WAV file."""
    services().studio.put(voice, clip, request.get_data())


@operations.add("DELETE", _CLIP, roles=[Role.ADMIN], status=204, refusals=[404])
def drop_clip(voice: str, clip: str) -> None:
    """Takes a clip out of the voice."""
    services().studio.drop(voice, clip)


@operations.add("POST", "/halls/<hall>/voice/try", roles=[Role.ADMIN], body=TryVoice, answer=TriedVoice, refusals=[404])
def try_voice(hall: str, body: TryVoice) -> TriedVoice:
    """Has a sentence made, and answers where it can be heard and which voice spoke."""
    plan = outline(hall_called(hall))
    packs = (body.voice,) if body.voice else plan.voice.packs
    plan = replace(plan, voice=replace(plan.voice, languages=(body.language,), packs=packs))
    said = FreeText({body.language: body.text}) if body.text else Called(body.number or "", body.counter or 0)
    kept = services().announcements.made(plan, said)
    if kept is None:
        raise Unavailable("No voice can say this.")
    return TriedVoice(
        sound=f"/voice/{hall}/{kept.file.name}", seconds=kept.seconds, voices=kept.voices, faults=kept.faults
    )
