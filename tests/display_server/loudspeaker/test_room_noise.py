"""Louder in a loud room: decibel for decibel, never so loud that it is cut off, and never by its own voice."""

import time
from pathlib import Path

import numpy as np
import pytest

from display_server.loudspeaker import room_noise
from display_server.loudspeaker.room_noise import RoomNoise, level_db, volume_in_noise
from display_server.voice.audio import RATE, Samples, wav_bytes
from hardware.sound.microphone import VirtualMicrophone

QUIET_ROOM_DB = -50.0


def a_hum(loud_db: float) -> Samples:
    """A second of a tone of this level."""
    peak = 10 ** (loud_db / 20) * 2**0.5
    return np.asarray(peak * np.sin(2 * np.pi * 200 * np.arange(RATE) / RATE))


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the microphone hears, to be written by the test; it listens a hundred times a second."""
    monkeypatch.setattr(room_noise, "PAUSE_SECONDS", 0.01)
    return tmp_path / "hall.wav"


def until_volume(noise: RoomNoise, written: float, expected: float) -> None:
    deadline = time.monotonic() + 20
    while noise.volume(written) != pytest.approx(expected, rel=0.02):
        assert time.monotonic() < deadline, noise.volume(written)
        time.sleep(0.01)


@pytest.mark.parametrize("loud_db", [-60.0, -40.0, -20.0])
def test_a_level_is_that_of_the_tone(loud_db: float) -> None:
    assert level_db(a_hum(loud_db)) == pytest.approx(loud_db, abs=0.01)


def test_nothing_heard_is_silence() -> None:
    assert level_db(np.zeros(RATE)) == level_db(np.zeros(0)) == -96


@pytest.mark.parametrize(
    ("noise_db", "volume"),
    [(None, 0.25), (-70.0, 0.25), (-50.0, 0.25), (-44.0, 0.4988), (-38.0, 0.9953), (-20.0, 1.0)],
)
def test_six_decibels_more_noise_are_twice_the_volume(noise_db: float | None, volume: float) -> None:
    assert volume_in_noise(0.25, noise_db, QUIET_ROOM_DB) == pytest.approx(volume, abs=0.0001)


def test_a_quiet_hour_stays_quiet_in_any_noise() -> None:
    assert volume_in_noise(0.0, -10.0, QUIET_ROOM_DB) == 0


def test_announcements_follow_the_room_and_forget_a_microphone_that_is_gone(hall: Path) -> None:
    hall.write_bytes(wav_bytes(a_hum(-44.0)))
    noise = RoomNoise(VirtualMicrophone(hall), QUIET_ROOM_DB)
    assert noise.volume(0.25) == 0.25
    noise.start()

    until_volume(noise, 0.25, 0.4988)
    hall.unlink()
    until_volume(noise, 0.25, 0.25)

    noise.end()


def test_it_does_not_hear_itself(hall: Path) -> None:
    hall.write_bytes(wav_bytes(a_hum(-50.0)))
    noise = RoomNoise(VirtualMicrophone(hall), QUIET_ROOM_DB)
    noise.start()
    until_volume(noise, 0.25, 0.25)

    with noise.speaking():
        hall.write_bytes(wav_bytes(a_hum(-20.0)))
        time.sleep(0.5)
        during = noise.volume(0.25)

    assert during == pytest.approx(0.25, rel=0.02)
    until_volume(noise, 0.25, 1.0)
    noise.end()
