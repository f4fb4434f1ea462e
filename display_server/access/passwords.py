"""Passwords: which are good enough, how they are hashed, whether one is right. Knows no accounts.

Hashing is slow on purpose, a thirtieth of a second with all of a core: a server does it in a thread (`web.hashing`).
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from secrets import choice

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from werkzeug.security import check_password_hash

from display_server.domain.refusals import NotValid

SHORTEST, LONGEST = 12, 200
JUDGED = 64
"""So many characters say whether it is good: judging takes a time that grows with their square."""
GOOD_ENOUGH = 3
"""Of zxcvbn's 0 to 4: more than 10^8 guesses, "safely unguessable: moderate protection from offline slow-hash"."""
COMMON_HERE = ("motcua", "matkhau", "mật khẩu", "hành chính công", "hanhchinhcong", "một cửa", "vietnam", "anhyeuem")
"""What people in a hall think of first; zxcvbn's own lists are English."""
FEWEST_OF_THEIR_OWN = 8
"""How many letters and digits must be left once names and what is common are taken away."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # those that are not mistaken for one another on paper
GROUPS, GROUP_LENGTH = 4, 4
ARGON2ID = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane."""
OLD_HASHES = ("scrypt:", "pbkdf2:")
"""How Werkzeug wrote them, before argon2id."""


def must_be_good(password: str, *known: str | None) -> None:
    """Raises NotValid for a password that is short, or that would be guessed; `known`: whose it is, where they work."""
    from zxcvbn import zxcvbn  # its word lists take a third of a second to load

    if not SHORTEST <= len(password) <= LONGEST:
        raise NotValid(
            "password",
            "Choose a password of at least %(shortest)s characters, at most %(longest)s.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    texts = [text for text in (*known, *COMMON_HERE) if text]
    guessed = {_plain(part) for text in texts for part in (text, *text.replace("-", " ").split())}
    estimate = zxcvbn(_plain(password)[:JUDGED], user_inputs=sorted(guessed))
    if estimate["score"] < GOOD_ENOUGH or _left_without(guessed, password) < FEWEST_OF_THEIR_OWN:
        raise NotValid(
            "password",
            "This password would be guessed soon: it is a common one, or made of your name, your hall or a simple row. "
            "Several words that do not belong together are good.",
        )


def new_password() -> str:
    """One that nobody has chosen: 79 bits, to be written down once and changed at the first sign-in."""
    return "-".join("".join(choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def hash_of(password: str) -> str:
    return ARGON2ID.hash(password)


def hash_of_good(password: str, *known: str | None) -> str:
    """Raises NotValid for one that would be guessed."""
    must_be_good(password, *known)
    return hash_of(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Of no account, where there is no hash: that takes as long, so that an answer does not tell which names exist."""
    if password_hash is not None and password_hash.startswith(OLD_HASHES):
        return check_password_hash(password_hash, password)
    try:
        return ARGON2ID.verify(password_hash or _nobodys_hash(), password) and password_hash is not None
    except VerificationError:
        return False


def is_hashed_as_of_old(password_hash: str) -> bool:
    return password_hash.startswith(OLD_HASHES) or ARGON2ID.check_needs_rehash(password_hash)


def _plain(text: str) -> str:
    """As it is typed without Vietnamese keys: "Nguyễn" is "nguyen"."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _left_without(guessed: Iterable[str], password: str) -> int:
    left = _plain(password)
    for part in sorted(guessed, key=len, reverse=True):
        if len(part) > 2:
            left = left.replace(part, "")
    return sum(letter.isalnum() for letter in left)


@cache
def _nobodys_hash() -> str:
    return hash_of("nobody")
