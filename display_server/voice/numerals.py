"""How letters, digits and whole numbers are said, word by word. Pure.

Each word has the name of its clip in a recorded pack, which stays when the spelling of a word is corrected. A language
without a table here is given the signs themselves: a voice that is made by rules reads those by itself.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Word(NamedTuple):
    """One word as it is said. `clip` is what its recording is called."""

    clip: str
    text: str


def spelled(number: str, language: str) -> tuple[Word, ...]:
    """A ticket's number sign by sign: A042 is "A không bốn hai"."""
    names = _SIGNS.get(language, {})
    return tuple(Word(sign.lower(), names.get(sign, sign)) for sign in number)


def counted(number: int, language: str) -> tuple[Word, ...]:
    """A whole number from 0 to 999 as it is read: 21 is "hai mươi mốt"."""
    read = _READ.get(language)
    return tuple(read(number)) if read and 0 <= number <= 999 else (Word(str(number), str(number)),)


def all_words(language: str) -> dict[str, str]:
    """Every word that `spelled` and `counted` can need, by its clip."""
    words = [*spelled(SIGNS, language), *(word for number in range(1000) for word in counted(number, language))]
    return {word.clip: word.text for word in words}


SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

_VI_DIGITS = dict(zip("0123456789", "không một hai ba bốn năm sáu bảy tám chín".split(), strict=True))
_VI_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "a,bê,xê,đê,e,ép,giê,hát,i,gi,ca,e lờ,em mờ,en nờ,o,pê,quy,e rờ,ét sì,tê,u,vê,vê kép,ích xì,i dài,dét".split(
            ","
        ),
        strict=True,
    )
)
_EN_DIGITS = dict(zip("0123456789", "zero one two three four five six seven eight nine".split(), strict=True))
_EN_LETTERS = dict(  # "number A zero" would be read with the article
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            "eigh bee cee dee ee ef gee aitch eye jay kay el em en oh pee cue ar ess tee you vee double-you ex why zed"
        ).split(),
        strict=True,
    )
)
_SIGNS: Mapping[str, Mapping[str, str]] = {"vi": _VI_DIGITS | _VI_LETTERS, "en": _EN_DIGITS | _EN_LETTERS}

_VI_TEN, _VI_TENS = Word("10", "mười"), Word("tens", "mươi")
_VI_HUNDRED, _VI_ODD = Word("hundred", "trăm"), Word("odd", "linh")
_VI_AFTER_TENS = {1: Word("1-after-tens", "mốt"), 4: Word("4-after-tens", "tư"), 5: Word("5-after-ten", "lăm")}


def _vi_digit(digit: int) -> Word:
    return Word(str(digit), _VI_DIGITS[str(digit)])


def _vi(number: int) -> list[Word]:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _vi_below_hundred(rest)
    said = [_vi_digit(hundreds), _VI_HUNDRED]
    if rest == 0:
        return said
    if rest < 10:  # một trăm linh tư, though four alone is bốn
        return [*said, _VI_ODD, _VI_AFTER_TENS[4] if rest == 4 else _vi_digit(rest)]
    return [*said, *_vi_below_hundred(rest)]


def _vi_below_hundred(number: int) -> list[Word]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return [_vi_digit(ones)]
    said = [_VI_TEN] if tens == 1 else [_vi_digit(tens), _VI_TENS]
    if ones == 0:
        return said
    if tens == 1:  # mười một and mười bốn, but mười lăm
        return [*said, _VI_AFTER_TENS[5] if ones == 5 else _vi_digit(ones)]
    return [*said, _VI_AFTER_TENS.get(ones) or _vi_digit(ones)]


_EN_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _en(number: int) -> list[Word]:
    hundreds, rest = divmod(number, 100)
    said = [Word(str(hundreds), _EN_BELOW_TWENTY[hundreds]), Word("hundred", "hundred")] if hundreds else []
    if hundreds and rest:
        said.append(Word("and", "and"))
    if rest >= 20:
        said.append(Word(str(rest // 10 * 10), _EN_TENS[rest // 10 - 2]))
        rest %= 10
        if rest == 0:
            return said
    return [*said, Word(str(rest), _EN_BELOW_TWENTY[rest])] if rest or not hundreds else said


_READ: Mapping[str, Callable[[int], list[Word]]] = {"vi": _vi, "en": _en}
