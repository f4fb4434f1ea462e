"""Why a request is refused, in one sentence that names the mend. Pure.

The sentence is an English message id of the catalogues with its facts apart, so that the edge can say it in the
language of whoever asked.
"""


def N_(sentence: str) -> str:  # noqa: N802 (gettext's own name for "translate later")
    """Marks a sentence for the catalogues where it is written down before its language is known."""
    return sentence


class Refused(Exception):
    """Something cannot be done as asked; nothing was changed."""

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence % facts if facts else sentence)
        self.sentence = sentence
        self.facts = facts


class NotAllowed(Refused):
    """The hall's present state forbids it."""


class NotFound(Refused):
    """There is no such hall, service, counter, ticket."""


class NotValid(Refused):
    """The request itself is wrong: `field` says where."""

    def __init__(self, field: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.field = field


class NotStored(Refused):
    """The store cannot take it or answer at present, and it is nobody's fault who asks: trying again is right."""


class TooOften(Refused):
    """Somebody asks more often than anybody needs to."""


class NotSignedIn(Refused):
    """Nobody is known to ask: a token or a sign-in is missing or wrong."""


class NotPermitted(Refused):
    """Whoever asks is known, and may not do this here."""
