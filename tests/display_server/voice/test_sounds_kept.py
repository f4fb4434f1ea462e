"""Sounds are made once, beside the server, and kept within a bound."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from display_server.domain.announcing import Called, FreeText
from display_server.voice.audio import read_wav, wav_bytes
from display_server.voice.cache import SoundCache
from display_server.voice.maker import SoundMaker
from display_server.voice.recipe import Recipe, recipe_from
from display_server.voice.sentences import Sentence, sentence
from display_server.voice.voice import CannotSay
from tests.display_server.voice.recorded import tone


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[SoundMaker]:
    made = SoundMaker(tmp_path / "sounds")
    yield made
    made.close()


def a_recipe(number: str = "A042") -> Recipe:
    said = sentence(Called(number, 5), "vi")
    assert said is not None
    return Recipe((said,))


def test_a_sound_is_made_by_the_process_beside_and_found_again(maker: SoundMaker) -> None:
    recipe = a_recipe()
    assert maker.find(recipe.address) is None

    made = maker.make(recipe)

    assert maker.find(recipe.address) == made == maker.make(recipe)
    assert read_wav(made.file.read_bytes()).seconds == pytest.approx(made.seconds, abs=0.001)
    assert made.voices == ("espeak-ng",)


def test_what_cannot_be_said_is_told_and_the_next_sound_is_made(maker: SoundMaker) -> None:
    with pytest.raises(CannotSay, match="no voice for xx"):
        maker.make(Recipe((Sentence("xx", a_recipe().sentences[0].groups),)))

    assert maker.make(a_recipe()).seconds > 2


def test_a_process_that_was_killed_is_started_anew(maker: SoundMaker) -> None:
    maker.make(a_recipe("A001"))
    process = maker._process
    assert process is not None
    process.kill()
    process.wait()

    assert maker.make(a_recipe("A002")).seconds > 2


def test_a_recipe_is_read_as_it_was_written() -> None:
    recipe = a_recipe()

    assert recipe_from(recipe.as_json()) == recipe
    assert recipe_from(recipe.as_json()).address == recipe.address


def test_other_words_have_another_address() -> None:
    quiet, loud = (sentence(FreeText({"vi": text}), "vi") for text in ("Xin giữ trật tự", "Xin nói to"))
    assert quiet is not None
    assert loud is not None

    assert Recipe((quiet,)).address != Recipe((loud,)).address


def test_the_least_used_sounds_go_when_there_are_too_many(tmp_path: Path) -> None:
    content = wav_bytes(tone(440, seconds=1))
    cache = SoundCache(tmp_path, most_bytes=5 * len(content))
    for at in range(5):
        kept = cache.keep(f"{at}", content, 1.0, (), ())
        os.utime(kept.file, (at, at))
    assert cache.find("0") is not None  # and so it was used last

    cache.keep("5", content, 1.0, (), ())

    assert [cache.find(f"{at}") is not None for at in range(6)] == [True, False, False, True, True, True]
