"""Sound as numbers: read, trimmed, joined without clicks, evened to one loudness, written. Knows no words."""

import io
import wave
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

RATE = 22_050
"""Samples a second of everything that is said: what espeak-ng and Piper give, and more than speech needs."""
TARGET_LUFS = -18.0
"""Within what EBU R128 supplement 2 asks of what is heard outside of broadcasts: a hall is no quiet room."""
LOUDEST: float = 10 ** (-1 / 20)
"""The peaks stay 1 dB below full scale, as R128 has it."""
KNEE = 0.6
"""Above this, peaks are rounded rather than cut."""
SILENT: float = 10 ** (-45 / 20)
MEASURED_SECONDS = 0.5
"""R128 measures blocks of 0.4 seconds: a shorter word is measured as if it were said over and over."""
EDGE_SECONDS = 0.01
NEAR_SECONDS = 0.004

Samples = NDArray[np.float64]


class NoSound(Exception):
    """These bytes are no sound that is understood. The sentence says why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """When a word is said, in seconds from the beginning."""

    clip: str
    start: float
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Samples from -1 to 1 at RATE, and where in them each word is, as far as the voice tells."""

    samples: Samples
    marks: tuple[Mark, ...] = ()

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def read_wav(content: bytes) -> Sound:
    """A WAV file's sound, brought to one channel and to RATE. Raises NoSound."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError) as error:
        raise NoSound(f"it is no WAV file of plain samples (PCM): {error}") from error
    if not frames or not rate:
        raise NoSound("it holds no sound")
    samples = _plain(frames[: len(frames) // (width * channels) * width * channels], width)
    return Sound(_at_rate(samples.reshape(-1, channels).mean(axis=1), rate))


def _plain(frames: bytes, width: int) -> Samples:
    match width:
        case 1:
            return (np.frombuffer(frames, np.uint8).astype(np.float64) - 128) / 128
        case 2:
            return np.frombuffer(frames, "<i2") / 2.0**15
        case 3:
            parts = np.frombuffer(frames, np.uint8).reshape(-1, 3).astype(np.int32)
            whole = parts[:, 0] | parts[:, 1] << 8 | parts[:, 2] << 16
            return ((whole ^ 0x80_00_00) - 0x80_00_00) / 2.0**23
        case _:
            return np.frombuffer(frames, "<i4") / 2.0**31


def _at_rate(samples: Samples, rate: int) -> Samples:
    if rate == RATE:
        return samples
    from scipy.signal import resample_poly

    ratio = Fraction(RATE, rate)
    resampled: Samples = resample_poly(samples, ratio.numerator, ratio.denominator)
    return resampled


def wav_bytes(samples: Samples) -> bytes:
    """16 bits, one channel."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return written.getvalue()


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE))


def peak(samples: Samples) -> float:
    return float(np.max(np.abs(samples), initial=0.0))


def loudness(samples: Samples) -> float:
    """Integrated loudness in LUFS, by ITU-R BS.1770; -inf of silence."""
    import pyloudnorm

    shortest = round(MEASURED_SECONDS * RATE)
    if len(samples) == 0 or peak(samples) == 0:
        return float("-inf")
    measured = np.tile(samples, -(-shortest // len(samples))) if len(samples) < shortest else samples
    return float(pyloudnorm.Meter(RATE).integrated_loudness(measured))


def evened(samples: Samples, target: float = TARGET_LUFS) -> Samples:
    """The same sound at the target loudness; what would be too loud for the card is rounded off."""
    for _ in range(3):  # rounding takes a little of the loudness away again
        found = loudness(samples)
        if not np.isfinite(found):
            return samples
        samples = _rounded(samples * 10 ** ((target - found) / 20))
    return samples


def _rounded(samples: Samples) -> Samples:
    if peak(samples) <= LOUDEST:
        return samples
    over = np.abs(samples) > KNEE
    room = LOUDEST - KNEE
    rounded = samples.copy()
    rounded[over] = np.sign(samples[over]) * (KNEE + room * np.tanh((np.abs(samples[over]) - KNEE) / room))
    return rounded


def trimmed(samples: Samples) -> Samples:
    """Without the silence before and after, cut where the wave crosses zero."""
    loud = np.flatnonzero(np.abs(samples) > max(SILENT * peak(samples), 1e-6))
    if not len(loud):
        return samples[:0]
    edge = round(EDGE_SECONDS * RATE)
    first, last = max(0, loud[0] - edge), min(len(samples), loud[-1] + 1 + edge)
    return samples[_at_zero(samples, first) : _at_zero(samples, last)]


def _at_zero(samples: Samples, wanted: int) -> int:
    """The place nearest to the wanted one at which the wave crosses zero; the wanted one, where none is near."""
    near = round(NEAR_SECONDS * RATE)
    start = max(0, wanted - near)
    signs = np.signbit(samples[start : wanted + near])
    crossings = np.flatnonzero(signs[1:] != signs[:-1]) + start + 1
    return int(crossings[np.argmin(np.abs(crossings - wanted))]) if len(crossings) else wanted


def joined(parts: Iterable[tuple[Sound, float]]) -> Sound:
    """One after the other, each with so many seconds of silence after it; none after the last."""
    samples: list[Samples] = []
    marks: list[Mark] = []
    at, gap = 0, 0.0
    for sound, pause in parts:
        if samples:
            samples.append(silence(gap))
            at += len(samples[-1])
        marks += [Mark(mark.clip, mark.start + at / RATE, mark.seconds) for mark in sound.marks]
        samples.append(sound.samples)
        at += len(sound.samples)
        gap = pause
    return Sound(np.concatenate(samples) if samples else silence(0), tuple(marks))


def energies(sound: Sound, marks: Sequence[Mark]) -> list[float]:
    """The mean power of each word."""
    return [
        float(np.mean(sound.samples[round(mark.start * RATE) : round((mark.start + mark.seconds) * RATE)] ** 2))
        for mark in marks
    ]
