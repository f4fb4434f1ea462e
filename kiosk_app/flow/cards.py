"""What an ID card means at the kiosk: a class by age, one ticket a person. It is kept until its holder has a ticket.

Knows neither screen nor time.
"""

from dataclasses import replace
from zoneinfo import ZoneInfo

from display_server.contract import PriorityClassEntry
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.screens import NumberOnScreen, Printing, TakePaper, Welcome


def are_of_use(kiosk: Kiosk) -> bool:
    """Whether this hall has anything to learn from a card."""
    catalogue = kiosk.catalogue
    if catalogue is None:
        return False
    return catalogue.id_card != "not_asked" or any(each.from_age is not None for each in catalogue.priority_classes)


def is_missing(kiosk: Kiosk) -> bool:
    """Whether the server would refuse a ticket for want of a card. A kiosk that is offline issues it without one."""
    catalogue = kiosk.catalogue
    return catalogue is not None and catalogue.id_card == "required" and kiosk.card is None and kiosk.is_live


def number_to_tell(kiosk: Kiosk) -> str | None:
    """The card's number, where the hall asks for it."""
    asked = kiosk.catalogue is not None and kiosk.catalogue.id_card != "not_asked"
    return kiosk.card.number if kiosk.card and asked else None


def class_by_age(kiosk: Kiosk) -> PriorityClassEntry | None:
    """The class with the longest head start that the card's holder has by age alone."""
    card, catalogue = kiosk.card, kiosk.catalogue
    if card is None or catalogue is None:
        return None
    today = catalogue.at.astimezone(ZoneInfo(catalogue.timezone)).date()
    entitled = (
        each
        for each in catalogue.priority_classes
        if each.from_age is not None and card.is_at_least(each.from_age, today)
    )
    return max(entitled, key=lambda each: each.head_start_minutes, default=None)


def forgotten(kiosk: Kiosk) -> Kiosk:
    """Drops the card once its holder has left, or has a ticket."""
    over = isinstance(kiosk.screen, Welcome | Printing | TakePaper | NumberOnScreen)
    return replace(kiosk, card=None) if kiosk.card and over else kiosk
