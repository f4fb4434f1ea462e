"""What is said, word by word and clip by clip."""

import pytest

from display_server.domain.announcing import Called, Closing, FreeText, GetReady, Said
from display_server.voice.numerals import all_words
from display_server.voice.sentences import Sentence, caption, fixed_words, sentence

ZONE = {"vi": "Khu 1", "en": "Section 1"}
SERVICE = {"vi": "Đất đai", "en": "Land"}


def spoken(said: Said, language: str) -> Sentence:
    found = sentence(said, language)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("said", "vietnamese", "english"),
    [
        (
            Called("A042", 5),
            "Mời công dân có số a không bốn hai, đến quầy số năm.",
            "Number eigh zero four two, please go to counter five.",
        ),
        (
            Called("B107", 104, recalled=True),
            "Xin nhắc lại: mời công dân có số bê một không bảy, đến quầy số một trăm linh tư.",
            "Once more: number bee one zero seven, please go to counter one hundred and four.",
        ),
        (
            Called("A042", 21, zone=ZONE, service=SERVICE),
            "Mời công dân có số a không bốn hai, đến quầy số hai mươi mốt, tại Khu 1, để làm Đất đai.",
            "Number eigh zero four two, please go to counter twenty one, in Section 1, for Land.",
        ),
        (GetReady("K9"), "Công dân có số ca chín, xin chuẩn bị.", "Number kay nine, please get ready."),
        (
            Closing(15),
            "Kính thưa quý công dân, trung tâm sẽ đóng cửa sau mười lăm phút nữa.",
            "Ladies and gentlemen, the centre closes in fifteen minutes.",
        ),
        (FreeText({"vi": "Xin giữ trật tự", "en": "Please be quiet"}), "Xin giữ trật tự.", "Please be quiet."),
    ],
)
def test_every_kind_of_sentence_is_said_in_both_languages(said: Said, vietnamese: str, english: str) -> None:
    assert spoken(said, "vi").text == vietnamese
    assert spoken(said, "en").text == english


def test_a_call_is_two_groups_that_a_stronger_machine_may_have_recorded_whole() -> None:
    call = spoken(Called("A042", 15), "vi")

    assert [group.clip for group in call.groups] == ["call-number-a042", "call-counter-15"]
    assert [word.clip for word in call.words] == ["call-1", "a", "0", "4", "2", "call-2", "10", "5-after-ten"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_to_record_are_all_that_calls_need(language: str) -> None:
    recorded = all_words(language) | fixed_words(language)

    for number in ("A042", "Z999", "BC7"):
        for counter in range(1, 1000):
            for said in (Called(number, counter), Called(number, counter, recalled=True), GetReady(number)):
                for word in spoken(said, language).words:
                    assert recorded[word.clip] == word.text


def test_a_caption_has_figures_as_they_are_written() -> None:
    assert caption(Called("A042", 5), "vi") == "Mời công dân có số A042 đến quầy số 5"
    assert caption(Called("A042", 5), "en") == "Number A042, please go to counter 5"


def test_a_free_text_is_not_said_in_a_language_it_was_not_written_in() -> None:
    assert sentence(FreeText({"vi": "Xin giữ trật tự"}), "en") is None
    assert caption(FreeText({"vi": "Xin giữ trật tự"}), "en") is None
