"""Numbers as they are said: written out by hand here, not reckoned by the rules that are tested."""

import pytest

from display_server.voice.numerals import all_words, counted, spelled

VI = """
một hai ba bốn năm sáu bảy tám chín mười
mười-một mười-hai mười-ba mười-bốn mười-lăm mười-sáu mười-bảy mười-tám mười-chín hai-mươi
hai-mươi-mốt hai-mươi-hai hai-mươi-ba hai-mươi-tư hai-mươi-lăm hai-mươi-sáu hai-mươi-bảy hai-mươi-tám hai-mươi-chín ba-mươi
ba-mươi-mốt ba-mươi-hai ba-mươi-ba ba-mươi-tư ba-mươi-lăm ba-mươi-sáu ba-mươi-bảy ba-mươi-tám ba-mươi-chín bốn-mươi
bốn-mươi-mốt bốn-mươi-hai bốn-mươi-ba bốn-mươi-tư bốn-mươi-lăm bốn-mươi-sáu bốn-mươi-bảy bốn-mươi-tám bốn-mươi-chín năm-mươi
năm-mươi-mốt năm-mươi-hai năm-mươi-ba năm-mươi-tư năm-mươi-lăm năm-mươi-sáu năm-mươi-bảy năm-mươi-tám năm-mươi-chín sáu-mươi
sáu-mươi-mốt sáu-mươi-hai sáu-mươi-ba sáu-mươi-tư sáu-mươi-lăm sáu-mươi-sáu sáu-mươi-bảy sáu-mươi-tám sáu-mươi-chín bảy-mươi
bảy-mươi-mốt bảy-mươi-hai bảy-mươi-ba bảy-mươi-tư bảy-mươi-lăm bảy-mươi-sáu bảy-mươi-bảy bảy-mươi-tám bảy-mươi-chín tám-mươi
tám-mươi-mốt tám-mươi-hai tám-mươi-ba tám-mươi-tư tám-mươi-lăm tám-mươi-sáu tám-mươi-bảy tám-mươi-tám tám-mươi-chín chín-mươi
chín-mươi-mốt chín-mươi-hai chín-mươi-ba chín-mươi-tư chín-mươi-lăm chín-mươi-sáu chín-mươi-bảy chín-mươi-tám chín-mươi-chín
""".split()  # noqa: E501 (a row of ten)
VI_AFTER_A_HUNDRED = "một hai ba tư năm sáu bảy tám chín".split()
EN = """
one two three four five six seven eight nine ten
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight twenty-nine thirty
thirty-one thirty-two thirty-three thirty-four thirty-five thirty-six thirty-seven thirty-eight thirty-nine forty
forty-one forty-two forty-three forty-four forty-five forty-six forty-seven forty-eight forty-nine fifty
fifty-one fifty-two fifty-three fifty-four fifty-five fifty-six fifty-seven fifty-eight fifty-nine sixty
sixty-one sixty-two sixty-three sixty-four sixty-five sixty-six sixty-seven sixty-eight sixty-nine seventy
seventy-one seventy-two seventy-three seventy-four seventy-five seventy-six seventy-seven seventy-eight seventy-nine eighty
eighty-one eighty-two eighty-three eighty-four eighty-five eighty-six eighty-seven eighty-eight eighty-nine ninety
ninety-one ninety-two ninety-three ninety-four ninety-five ninety-six ninety-seven ninety-eight ninety-nine
""".split()  # noqa: E501 (likewise)


def said(number: int, language: str) -> str:
    return " ".join(word.text for word in counted(number, language))


def written_in_vietnamese(number: int) -> str:
    if number < 100:
        return VI[number - 1].replace("-", " ")
    if number < 110:
        return "một trăm" if number == 100 else f"một trăm linh {VI_AFTER_A_HUNDRED[number - 101]}"
    return f"một trăm {VI[number - 101]}".replace("-", " ")


def written_in_english(number: int) -> str:
    if number < 100:
        return EN[number - 1].replace("-", " ")
    return "one hundred" if number == 100 else f"one hundred and {EN[number - 101]}".replace("-", " ")


@pytest.mark.parametrize("number", range(1, 200))
def test_a_counter_is_read_as_a_number_is_in_vietnam(number: int) -> None:
    assert said(number, "vi") == written_in_vietnamese(number)


@pytest.mark.parametrize("number", range(1, 200))
def test_a_counter_is_read_as_a_number_is_in_english(number: int) -> None:
    assert said(number, "en") == written_in_english(number)


@pytest.mark.parametrize(
    ("number", "vietnamese", "english"),
    [
        (0, "không", "zero"),
        (204, "hai trăm linh tư", "two hundred and four"),
        (305, "ba trăm linh năm", "three hundred and five"),
        (555, "năm trăm năm mươi lăm", "five hundred and fifty five"),
        (900, "chín trăm", "nine hundred"),
        (999, "chín trăm chín mươi chín", "nine hundred and ninety nine"),
    ],
)
def test_counters_go_up_to_999(number: int, vietnamese: str, english: str) -> None:
    assert said(number, "vi") == vietnamese
    assert said(number, "en") == english


def test_a_tickets_number_is_said_sign_by_sign() -> None:
    assert [word.text for word in spelled("A042", "vi")] == ["a", "không", "bốn", "hai"]
    assert [word.text for word in spelled("A042", "en")] == ["eigh", "zero", "four", "two"]


def test_a_language_without_a_table_is_given_the_signs_that_its_voice_reads() -> None:
    assert [word.text for word in spelled("A042", "km")] == ["A", "0", "4", "2"]
    assert said(21, "km") == "21"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_clip_has_two_texts(language: str) -> None:
    texts: dict[str, str] = all_words(language)

    for number in range(1000):
        for word in counted(number, language):
            assert texts[word.clip] == word.text
