"""The loudspeakers: ALSA's own null card, and the twin that keeps what it played."""

import io
import wave
from pathlib import Path

import pytest

from hardware.sound.address import open_loudspeaker
from hardware.sound.alsa import AlsaLoudspeaker
from hardware.sound.loudspeaker import LoudspeakerError


def a_sound(seconds: float = 0.2) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(b"\0\0" * round(seconds * 22_050))
    return written.getvalue()


def test_a_sound_is_played_on_a_card_of_alsa() -> None:
    loudspeaker = open_loudspeaker("alsa:null")

    loudspeaker.play(a_sound())
    loudspeaker.play(a_sound())

    loudspeaker.close()


def test_a_card_that_is_not_there_is_told_of_in_words() -> None:
    with pytest.raises(LoudspeakerError, match=r"(?s)did not play \(.*\)\. Name another one: aplay -L lists them"):
        AlsaLoudspeaker("no_such_card").play(a_sound())


def test_without_aplay_the_mend_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(LoudspeakerError, match="install Debian's package alsa-utils"):
        open_loudspeaker("alsa:")


@pytest.mark.parametrize("address", ["", "virtual:", "pulse:x"])
def test_what_is_no_loudspeaker_is_refused(address: str) -> None:
    with pytest.raises(LoudspeakerError, match="is no loudspeaker: write alsa:"):
        open_loudspeaker(address)


def test_the_virtual_one_keeps_what_it_played_and_when(tmp_path: Path) -> None:
    loudspeaker = open_loudspeaker(f"virtual://{tmp_path}")

    loudspeaker.play(a_sound())
    loudspeaker.play(a_sound())

    lines = [line.split("\t") for line in (tmp_path / "played.tsv").read_text().splitlines()]
    assert [line[0] for line in lines] == ["0001.wav", "0002.wav"]
    assert (tmp_path / "0002.wav").read_bytes() == a_sound()
    assert float(lines[0][2]) <= float(lines[1][1])


def test_the_virtual_one_breaks_off_when_it_is_closed(tmp_path: Path) -> None:
    loudspeaker = open_loudspeaker(f"virtual://{tmp_path}")
    loudspeaker.close()

    loudspeaker.play(a_sound(seconds=60))

    assert (tmp_path / "played.tsv").exists()
