"""What keeps the queue fair at the kiosk: one active ticket a person, so many a minute, by the rules of the hall."""

from datetime import datetime

from display_server.domain.events import PeopleForgotten
from display_server.domain.fair_use import A_MINUTE, IdCardRule, mark_of
from display_server.domain.refusals import NotAllowed, NotValid
from display_server.store.change import Change
from display_server.store.reading import Reading


def refuse_a_flood(change: Change, device: int | None) -> None:
    """Raises NotAllowed where this kiosk has given as many tickets within a minute as the hall lets it."""
    cap = change.plan.rules.tickets_per_minute
    if cap is not None and change.issued_by_actor(device, since=change.now - A_MINUTE) >= cap:
        raise NotAllowed(
            "This kiosk has given %(cap)s tickets within a minute. Please wait a moment, then touch again.", cap=cap
        )


def person_showing(change: Change, card_number: str | None, *, must_show: bool) -> str | None:
    """The mark of whoever shows this card; none where no card is shown and none must be.

    Raises NotAllowed where a card is missing or its holder has an active ticket, NotValid where the hall wants no
    cards.
    """
    asked = change.plan.rules.id_card
    if card_number is None:
        if asked is IdCardRule.REQUIRED and must_show:
            raise NotAllowed(
                "Please hold your ID card to the reader. Without a card, please ask at the information desk."
            )
        return None
    if asked is IdCardRule.NOT_ASKED:
        raise NotValid("card_number", "This hall does not ask for ID cards. Leave the card's number out.")
    mark = _todays_mark(change, card_number)
    refuse_a_second(change, mark)
    return mark


def _todays_mark(change: Change, card_number: str) -> str:
    """What the card is known by from now on; if it was shown yesterday, for a visit that goes on, for that one too."""
    mark = mark_of(card_number, change.people.key())
    for key in change.people.earlier_keys():
        change.people.mark_anew(mark_of(card_number, key), mark)
    return mark


def refuse_a_second(change: Change, mark: str | None) -> None:
    """Raises NotAllowed where this person has an active ticket; nobody is known by no mark."""
    held = change.people.active_ticket(mark) if mark is not None else None
    if held is not None:
        raise NotAllowed(
            "You hold ticket %(number)s already. Wait for its call, or give it up on your phone before taking another.",
            number=change.tickets.with_id(held).number,
        )


def forget(change: Change) -> None:
    """Ends what is kept of people with the day that it was kept for, or with their visits where those last longer."""
    if is_to_forget(change):
        change.forget_reminders()
        change.record(PeopleForgotten(at=change.now, marks=change.people.forget_past(_undoable_since(change))))


def is_to_forget(reading: Reading) -> bool:
    """Whether marks, keys or addresses are kept that nobody needs any more."""
    return reading.people.are_past(_undoable_since(reading)) or reading.reminders.are_past(reading.lasting)


def _undoable_since(reading: Reading) -> datetime:
    return reading.now - reading.plan.rules.undo_within
