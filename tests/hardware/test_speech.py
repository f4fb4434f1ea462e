"""Reading aloud without a network: the real espeak-ng into a sound file, and the twin that writes what it would say."""

import wave
from pathlib import Path

import pytest

from hardware.speech.address import open_voice
from hardware.speech.espeak import EspeakVoice, ssml
from hardware.speech.virtual import VirtualVoice
from hardware.speech.voice import SpeechError, Utterance

VIETNAMESE = Utterance("vi", "Mời anh chị chọn sở, ngành.")
ENGLISH = Utterance("en", "Please choose the department.")


def seconds_of(file: Path, *utterances: Utterance) -> float:
    voice = EspeakVoice(file)
    voice.say(utterances)
    voice.wait()
    voice.close()
    with wave.open(str(file)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def test_both_languages_are_spoken_one_after_the_other(tmp_path: Path) -> None:
    alone = [seconds_of(tmp_path / f"{each.language}.wav", each) for each in (VIETNAMESE, ENGLISH)]

    assert min(alone) > 1
    assert seconds_of(tmp_path / "both.wav", VIETNAMESE, ENGLISH) > max(alone) + 1


def test_a_language_without_a_voice_is_left_out_and_not_spelt_in_english(tmp_path: Path) -> None:
    khmer = Utterance("km", "តើលោកអ្នកមករកមន្ទីរណា?")

    english = seconds_of(tmp_path / "english.wav", ENGLISH)
    assert seconds_of(tmp_path / "both.wav", khmer, ENGLISH) == pytest.approx(english, abs=0.1)


def test_words_that_look_like_markup_are_only_words() -> None:
    assert "A &lt;b&gt; &amp; C" in ssml([Utterance("en", "A <b> & C")])


def test_a_new_sentence_breaks_off_the_one_before(tmp_path: Path) -> None:
    voice = EspeakVoice(tmp_path / "sound.wav")
    voice.say([Utterance("vi", "một hai ba bốn năm " * 2000)])
    voice.say([ENGLISH])
    voice.wait()
    voice.close()

    with wave.open(str(tmp_path / "sound.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() < 10


def test_the_twin_keeps_what_was_said(tmp_path: Path) -> None:
    voice = open_voice(f"virtual://{tmp_path}/said.txt")
    voice.say([VIETNAMESE, ENGLISH])
    voice.hush()
    voice.say([ENGLISH])
    voice.close()

    assert isinstance(voice, VirtualVoice)
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert said == f"\nvi\t{VIETNAMESE.text}\nen\t{ENGLISH.text}\n\nen\t{ENGLISH.text}\n"


@pytest.mark.parametrize("address", ["loudspeaker", "virtual:", "virtual://"])
def test_an_address_that_is_no_voice_is_told_in_words(address: str) -> None:
    with pytest.raises(SpeechError, match="write espeak: or virtual:///FILE"):
        open_voice(address)


def test_a_machine_without_espeak_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SpeechError, match="install Debian's package espeak-ng"):
        open_voice("espeak:")
