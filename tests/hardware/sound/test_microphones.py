"""The microphones: ALSA's own null card, which hears anything, and the twin that hears a file."""

import io
import wave
from pathlib import Path

import pytest

from hardware.sound.microphone import AlsaMicrophone, MicrophoneError, open_microphone


def test_a_card_of_alsa_is_heard_as_a_wav_file() -> None:
    heard = open_microphone("alsa:null").listen(1)

    with wave.open(io.BytesIO(heard)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        assert len(file.readframes(16_001)) == 2 * 16_000


def test_a_card_that_is_not_there_is_told_of_in_words() -> None:
    with pytest.raises(MicrophoneError, match=r"(?s)does not hear \(.*\)\. Name another one: arecord -L lists them"):
        AlsaMicrophone("no_such_card").listen(1)


def test_without_arecord_the_mend_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MicrophoneError, match="install Debian's package alsa-utils"):
        open_microphone("alsa:")


@pytest.mark.parametrize("address", ["", "virtual:", "pulse:x"])
def test_what_is_no_microphone_is_refused(address: str) -> None:
    with pytest.raises(MicrophoneError, match="is no microphone: write alsa:"):
        open_microphone(address)


def test_a_file_that_is_not_there_is_told_of_in_words(tmp_path: Path) -> None:
    with pytest.raises(MicrophoneError, match="cannot be read"):
        open_microphone(f"virtual://{tmp_path}/gone.wav").listen(1)
