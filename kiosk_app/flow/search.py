"""Finds services by what people type: without diacritics, with typing errors, by initials. Pure; knows no catalogue.

A match is scored word by word; among equals the one that is chosen more often stands first. The same words come back
with each letter that is typed, so that what was compared once is remembered.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

EXACT, BEGINNING, MISTYPED, MISTYPED_BEGINNING, INSIDE = 1.0, 0.9, 0.6, 0.5, 0.4
INITIALS, RUN_TOGETHER = 0.8, 0.7
WHOLE = 1.05
"""Who types a whole name means it, and not a longer one that has the same words."""
SLURRED = 0.45
"""Where no word fits well: the letters in a row, wherever the spaces are. Most Vietnamese words are too short to bear
an error by themselves.
"""
LETTERS_FOR_ONE_SLIP, LETTERS_FOR_TWO_SLIPS = 4, 10
PREFIX = 1.1
"""The letter of a service's tickets stands first, but hides nothing: it may be the first one of a word."""
BESIDE_EXACT = 0.85
"""Where something fits word for word, what fits less was not meant, unless it belongs where these words are."""
LENGTH_FOR_ONE_ERROR, LENGTH_FOR_TWO_ERRORS = 3, 7
LONG_ENOUGH_FOR_PARTS = 3
LEAST_SHARE = 0.5
"""Where nothing fits all words well, as "làm thẻ căn cước", what fits more than half of them is offered, or half of
them by a word that is no chance hit."""
NAMES_REMEMBERED, WORDS_REMEMBERED = 4096, 65536


KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
"""The letters of a telephone's keys (ITU-T E.161)."""


@dataclass(frozen=True, slots=True)
class Findable:
    """What can be found: by its name or by what people call it; where it belongs counts for less."""

    slug: str
    name: str
    within: str = ""
    keywords: tuple[str, ...] = ()
    prefix: str = ""
    """The letter of its tickets."""


@lru_cache(NAMES_REMEMBERED)
def plain(text: str) -> str:
    """Small letters without marks, words apart by one space: as people type when they are in a hurry."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare.replace("đ", "d")).split())


def on_keys(text: str) -> str:
    """The keys of a telephone that stand for a text's letters."""
    return plain(text).translate(KEYS)


def found(typed: str, among: Iterable[Findable], chosen: Mapping[str, int], most: int) -> tuple[str, ...]:
    """The slugs that fit what was typed, best first. `chosen` says how often each was taken."""
    words = plain(typed).split()
    if not words:
        return ()
    scored = [(_score(words, entry), place, entry) for place, entry in enumerate(among)]
    if max((score for score, _, _ in scored), default=0.0) < INITIALS:
        scored = [
            (max(score, _score_of_some(words, entry), _score_of_letters(words, entry)), place, entry)
            for score, place, entry in scored
        ]
    best = max((score for score, _, _ in scored), default=0.0)
    least = BESIDE_EXACT if best in (EXACT, WHOLE) else 0.0
    fitting = [each for each in scored if each[0] > least or (each[0] > 0 and _belongs(words, each[2]))]
    fitting.sort(key=lambda each: (-round(each[0], 2), -chosen.get(each[2].slug, 0), each[1]))
    return tuple(entry.slug for _, _, entry in fitting[:most])


def _belongs(words: list[str], entry: Findable) -> bool:
    return set(words) <= set(plain(entry.within).split())


def _score(words: list[str], entry: Findable) -> float:
    """By the best of its names; 0 where a word fits nowhere."""
    if words == [plain(entry.prefix)]:
        return PREFIX
    within = plain(entry.within).split()
    return max(_score_of(words, plain(name).split(), within) for name in (entry.name, *entry.keywords))


def _score_of_some(words: list[str], entry: Findable) -> float:
    """By all its names together; 0 where too few words fit."""
    own = plain(" ".join((entry.name, *entry.keywords, entry.within))).split()
    scores = [_best(word, own) if len(word) >= LONG_ENOUGH_FOR_PARTS else float(word in own) for word in words]
    fitting = [word for word, score in zip(words, scores, strict=True) if score >= MISTYPED]
    sure = any(word in own and len(word) >= LONG_ENOUGH_FOR_PARTS for word in fitting)
    share = len(fitting) / len(words)
    return sum(scores) / len(words) if share > LEAST_SHARE or (sure and share >= LEAST_SHARE) else 0.0


def _score_of_letters(words: list[str], entry: Findable) -> float:
    """By the letters in a row of one of its names; 0 where too many are wrong."""
    together = "".join(words)
    allowed = (len(together) >= LETTERS_FOR_ONE_SLIP) + (len(together) >= LETTERS_FOR_TWO_SLIPS)
    names = (plain(name).replace(" ", "") for name in (entry.name, *entry.keywords))
    return SLURRED if allowed and any(_errors(together, name, anywhere=True) <= allowed for name in names) else 0.0


def _score_of(words: list[str], own: list[str], within: list[str]) -> float:
    if words == own:
        return WHOLE
    together = "".join(words)
    apart = _mean([max(_best(word, own), _best(word, within) / 2) for word in words])
    heads = "".join(word[0] for word in own)
    abbreviated = heads.startswith(together) or (len(together) >= LONG_ENOUGH_FOR_PARTS and together in heads)
    initials = INITIALS if len(together) > 1 and abbreviated else 0.0
    joined = RUN_TOGETHER if len(together) > LONG_ENOUGH_FOR_PARTS and together in "".join(own) else 0.0
    return max(apart, initials, joined)


def _mean(scores: list[float]) -> float:
    return sum(scores) / len(scores) if all(scores) else 0.0


def _best(word: str, among: list[str]) -> float:
    return max((_fits(word, other) for other in among), default=0.0)


@lru_cache(WORDS_REMEMBERED)
def _fits(word: str, other: str) -> float:
    if word == other:
        return EXACT
    if other.startswith(word):
        return BEGINNING
    allowed = (len(word) >= LENGTH_FOR_ONE_ERROR) + (len(word) >= LENGTH_FOR_TWO_ERRORS)
    if allowed and _errors(word, other) <= allowed:
        return MISTYPED
    if allowed and any(_errors(word, other[:length]) <= allowed for length in range(len(word) - 1, len(word) + 2)):
        return MISTYPED_BEGINNING
    return INSIDE if len(word) >= LONG_ENOUGH_FOR_PARTS and word in other else 0.0


def _errors(typed: str, meant: str, *, anywhere: bool = False) -> int:
    """Letters too many, too few, wrong, or swapped with their neighbour (optimal string alignment). `anywhere`: against
    whatever part of what was meant is nearest (Sellers 1980).
    """
    before, row = list[int](), [0] * (len(meant) + 1) if anywhere else list(range(len(meant) + 1))
    for i, letter in enumerate(typed, start=1):
        next_row = [i]
        for j, other in enumerate(meant, start=1):
            cost = min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + (letter != other))
            if before and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            next_row.append(cost)
        before, row = row, next_row
    return min(row) if anywhere else row[-1]
