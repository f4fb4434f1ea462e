"""Recorded voices, as an administrator makes them in the browser."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from display_server.contract.announcements import SpokenText
from display_server.contract.common import WHOLE, Message, Request, ShortText, Slug


class VoiceClip(Message):
    """A word or a phrase, and whether it was recorded."""

    clip: str
    text: str
    recorded: bool
    wrongs: tuple[str, ...] = ()
    """Why it should be recorded again: `clipped`, `too quiet`, `too long`, `unusable`."""


class RecordedVoice(Message):
    name: str
    language: str
    speaker: str
    licence: str
    editable: bool
    """A folder; a zip is only read."""
    clips: tuple[VoiceClip, ...]


class RecordedVoices(Message):
    voices: tuple[RecordedVoice, ...]
    broken: tuple[str, ...] = ()
    """Those that cannot be read, and why."""


class NewVoice(Request):
    name: Slug
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    speaker: ShortText
    licence: ShortText


class TryVoice(Request):
    """Has a sentence made as the hall would say it: a call, or a text. With `voice`, by this recorded voice first."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {
                    "properties": {
                        "text": {"type": "string"},
                        "number": {"type": "null"},
                        "counter": {"type": "null"},
                    },
                    "required": ["text"],
                },
                {
                    "properties": {
                        "text": {"type": "null"},
                        "number": {"type": "string"},
                        "counter": {"type": "integer"},
                    },
                    "required": ["number", "counter"],
                },
            ]
        }
    )

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    number: Annotated[ShortText, Field(max_length=12)] | None = None
    counter: Annotated[int, Field(ge=1, le=999), WHOLE] | None = None
    text: SpokenText | None = None
    voice: Slug | None = None

    @model_validator(mode="after")
    def is_a_call_or_a_text(self) -> "TryVoice":
        call = (self.number, self.counter)
        if None in call if self.text is None else any(each is not None for each in call):
            raise ValueError("give a text, or a number and its counter")
        return self


class TriedVoice(Message):
    sound: str
    seconds: float
    voices: tuple[str, ...]
    """Who spoke."""
    faults: tuple[str, ...]
    """Why a voice that should have spoken did not."""
