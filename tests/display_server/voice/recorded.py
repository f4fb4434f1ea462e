"""A pack whose speaker whistles: every clip is a tone of its own pitch, so that a test hears which clip is where."""

from pathlib import Path

import numpy as np

from display_server.voice.audio import RATE, Samples, Sound, wav_bytes
from display_server.voice.manifest import Manifest, write_manifest
from display_server.voice.sentences import words_to_record

WORD_SECONDS = 0.3
FIRST_PITCH, STEP = 300.0, 35.0


def tone(pitch: float, seconds: float = WORD_SECONDS, level: float = 0.3) -> Samples:
    wave: Samples = level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)
    return wave


def pitches(language: str = "vi") -> dict[str, float]:
    """The pitch of each clip."""
    return {clip: FIRST_PITCH + STEP * at for at, clip in enumerate(words_to_record(language))}


def a_pack(folder: Path, language: str = "vi", without: tuple[str, ...] = ()) -> Path:
    """Each clip has a breath of room noise around it, and another loudness than the one before."""
    write_manifest(folder, Manifest(language=language, speaker="A whistle", licence="CC0-1.0"))
    for at, (clip, pitch) in enumerate(pitches(language).items()):
        if clip not in without:
            room = np.full(round(0.1 * RATE), 1e-5)
            samples = np.concatenate([room, tone(pitch, level=0.1 + 0.05 * (at % 5)), room])
            (folder / f"{clip}.wav").write_bytes(wav_bytes(samples))
    return folder


def heard_clips(sound: Sound, language: str = "vi") -> list[str]:
    """Which clips are in this sound, in their order, by their pitches alone."""
    step = round(0.02 * RATE)
    heard: list[str] = []
    silent = True
    for start in range(0, len(sound.samples) - 4 * step, step):
        part = sound.samples[start : start + 4 * step]
        if np.sqrt(np.mean(part[:step] ** 2)) < 0.01:
            silent = True
            continue
        if silent and np.sqrt(np.mean(part**2)) > 0.05:
            heard.append(_clip_of(part[step:], language))
            silent = False
    return heard


def _clip_of(part: Samples, language: str) -> str:
    strength = np.abs(np.fft.rfft(part * np.hanning(len(part)), 16 * len(part)))
    pitch = float(np.argmax(strength)) * RATE / (16 * len(part))
    return min(pitches(language).items(), key=lambda each: abs(each[1] - pitch))[0]
