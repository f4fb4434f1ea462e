"""Which font has the letters of some words: Be Vietnam Pro what is Latin, the machine's own fonts other scripts.

Fonts of other scripts are found by fontconfig: `apt install fonts-khmeros` is all that Khmer needs. Knows no paper and
no screen.
"""

import shutil
import subprocess
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import fontpkg

FAMILY = "Be Vietnam Pro"
LATIN = ((0x0000, 0x024F), (0x0300, 0x036F), (0x1E00, 0x1EFF), (0x2000, 0x2BFF))
"""Blocks of Unicode whose letters and signs it has, as far as any language needs them."""
BLOCK = 128
"""The letters of a script lie together: one font has all of a block."""
SCRIPTS = {
    **{"KHMER": "Khmr", "LAO": "Laoo", "MYANMAR": "Mymr", "THAI": "Thai", "CHAM": "Cham", "CYRILLIC": "Cyrl"},
    **{"CJK": "Hani", "HANGUL": "Hang", "HIRAGANA": "Hira", "KATAKANA": "Kana", "DEVANAGARI": "Deva"},
}
"""The first word of a letter's name in Unicode, and its script by ISO 15924: how signs are put around a letter."""
WORDS_KEPT = 4096


@lru_cache(WORDS_KEPT)
def is_latin(words: str) -> bool:
    return _first_foreign(words) is None


@lru_cache(WORDS_KEPT)
def script_of(words: str) -> str:
    """By ISO 15924; Latin where nothing else is known."""
    letter = _first_foreign(words)
    return SCRIPTS.get(unicodedata.name(chr(letter), "").split(" ")[0], "Latn") if letter is not None else "Latn"


@lru_cache(WORDS_KEPT)
def font_file(words: str, weight: int) -> Path:
    """The font for these words; where the machine has none, Be Vietnam Pro all the same: it draws boxes."""
    letter = _first_foreign(words)
    foreign = _font_of_block(letter // BLOCK) if letter is not None else None
    return foreign or Path(fontpkg.path(FAMILY, weight))


def _first_foreign(words: str) -> int | None:
    return next((ord(each) for each in words if not any(low <= ord(each) <= high for low, high in LATIN)), None)


@cache
def _font_of_block(block: int) -> Path | None:
    """That of fontconfig's choice that has the block's letters, and digits beside them."""
    tool = shutil.which("fc-match")
    if tool is None:
        return None
    letters = f"{block * BLOCK + BLOCK // 16:x}"
    pattern = f"sans-serif:charset=30 39 {letters}:scalable=true"
    found = subprocess.run(  # noqa: S603 (the command is ours)
        [tool, "--format=%{file}\n%{charset}", pattern], capture_output=True, text=True, check=False
    ).stdout.partition("\n")
    return Path(found[0]) if _has(found[2], int(letters, 16)) else None


def _has(charset: str, letter: int) -> bool:
    """Whether fontconfig's list of letters, as `20-7e a0 1780-17dd`, has this one."""
    ranges = (part.partition("-") for part in charset.split())
    return any(int(low, 16) <= letter <= int(high or low, 16) for low, _, high in ranges)
