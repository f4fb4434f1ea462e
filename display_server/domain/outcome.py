"""How a visit to a counter ends, as the one-stop office counts it; and whether a hall asks for it. Pure values."""

from enum import StrEnum


class VisitOutcome(StrEnum):
    RECEIVED = "received"
    """The dossier was received, and a receipt given."""
    SUPPLEMENT = "supplement"
    """Something is missing: the officer has said what."""
    REFUSED = "refused"
    """The dossier cannot be received here, with the reason."""
    RETURNED = "returned"
    """The result was handed out."""
    GUIDANCE = "guidance"
    """Questions were answered; no dossier was handled."""
    WITHDRAWN = "withdrawn"
    """The citizen took the dossier back."""


class OutcomeRule(StrEnum):
    """Whether an officer says it at the end of a visit."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    """One key each, and one to go on without."""
    DEMANDED = "demanded"
