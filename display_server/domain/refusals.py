"""Why a request is refused, in one sentence that says what to do instead. Pure.

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
    """The present state of the hall does not allow it: at another moment it might."""


class NotFound(Refused):
    """There is no such hall, service, counter, ticket."""


class NotValid(Refused):
    """The request itself is wrong: `field` says where."""

    def __init__(self, field: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.field = field


class Unavailable(Refused):
    """The database, or another system that is asked, does not answer at the moment: trying again is right."""


class TooOften(Refused):
    """The same thing is asked too many times in a short while. `retry_after` says after how many seconds it may be."""

    def __init__(self, sentence: str, *, retry_after: int | None = None, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.retry_after = retry_after


class NotSignedIn(Refused):
    """It is not known who asks: a token or a sign-in is missing or wrong."""


class Forbidden(Refused):
    """It is known who asks, and they may not do this here, at whatever moment."""
