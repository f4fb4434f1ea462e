"""The gong of a hall whose loudspeaker hangs on a sound card: the two tones that displays strike (`static/gong.js`)."""

import numpy as np

from display_server.voice.audio import RATE, Samples, silence

TONES = ((659.25, 0.0), (523.25, 0.42))
"""Pitch in hertz, and after how many seconds it is struck."""
OVERTONES = ((1.0, 0.25, 1.9), (2.01, 0.08, 1.1), (3.02, 0.035, 0.6))
"""Times the pitch, how loud, how long it rings. Half as loud as in a browser: as loud as what is said after it."""
STRIKE_SECONDS = 0.008
FIRST_WORD_AFTER = 1.0
BETWEEN_TIMES = 0.8


def gong() -> Samples:
    rung = silence(max(after for _, after in TONES) + max(seconds for *_, seconds in OVERTONES))
    for pitch, after in TONES:
        for times, loud, seconds in OVERTONES:
            at = round(after * RATE)
            tone = _tone(pitch * times, loud, seconds)
            rung[at : at + len(tone)] += tone
    return rung


def _tone(pitch: float, loud: float, seconds: float) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    rises = np.minimum(1, time / STRIKE_SECONDS)
    falls = (0.0001 / loud) ** (time / seconds)
    tone: Samples = loud * rises * falls * np.sin(2 * np.pi * pitch * time)
    return tone


def announced(said: Samples, times: int, volume: float) -> Samples:
    """The gong, and what is said after it so many times; the gong's tail sounds on under the first word."""
    pause = silence(BETWEEN_TIMES)
    spoken = np.concatenate([part for _ in range(times) for part in (pause, said)][1:])
    lead = round(FIRST_WORD_AFTER * RATE)
    rung = gong()
    whole = silence(max(len(rung), lead + len(spoken)) / RATE)
    whole[: len(rung)] += rung
    whole[lead : lead + len(spoken)] += spoken
    louder: Samples = np.clip(volume * whole, -1, 1)
    return louder
