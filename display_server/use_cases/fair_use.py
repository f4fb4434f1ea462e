"""What keeps the queue fair at the kiosk: one active ticket a person, so many a minute, by the rules of the hall."""

from display_server.domain.events import PeopleForgotten
from display_server.domain.fair_use import A_MINUTE, IdCard, mark_of
from display_server.domain.refusals import NotAllowed, NotValid
from display_server.store.change import Change


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
        if asked is IdCard.REQUIRED and must_show:
            raise NotAllowed("Please hold your ID card to the reader. Without a card, ask the staff for a ticket.")
        return None
    if asked is IdCard.NOT_ASKED:
        raise NotValid("card_number", "This hall does not ask for ID cards. Leave the card's number out.")
    mark = mark_of(card_number, change.people.key())
    refuse_a_second(change, mark)
    return mark


def refuse_a_second(change: Change, mark: str | None) -> None:
    """Raises NotAllowed where this person has an active ticket; nobody is known by no mark."""
    held = change.people.active_ticket(mark) if mark is not None else None
    if held is not None:
        raise NotAllowed(
            "You hold ticket %(number)s already. Wait for its call, or give it up on your phone before taking another.",
            number=change.ticket(held).number,
        )


def forget(change: Change) -> None:
    """Ends what is kept of people with the day that it was kept for."""
    if change.people.are_of_other_days():
        change.record(PeopleForgotten(at=change.now, marks=change.people.forget_other_days()))
