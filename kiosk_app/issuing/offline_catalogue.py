"""What a kiosk can offer without its server: what is open by the clock and has numbers left. Pure.

Knows neither store nor server. A service without numbers says so before it is chosen.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from display_server.contract import Catalogue, NotNow, ServiceEntry, Words
from kiosk_app.words import N_, speak

USED_UP = N_(
    "While the connection is down this kiosk has no more numbers for this service. Please go to the information desk."
)
OPENS_AT = N_("The hall is closed now and opens again at %(time)s.")


def offered_offline(catalogue: Catalogue, numbers_left: Mapping[str, int], now: datetime) -> Catalogue:
    """The server's last catalogue, as far as this kiosk can serve it at `now`; `numbers_left` is by prefix."""
    is_open = catalogue.open
    if catalogue.hours:
        is_open = any(hours.begins <= now < hours.ends for hours in catalogue.hours)
    why_closed = None if is_open else _why_closed(catalogue, now)
    used_up = _said(catalogue, USED_UP)

    def offered(service: ServiceEntry) -> ServiceEntry:
        if service.not_now is NotNow.ONLINE:
            return service
        if why_closed is not None:
            return _refused(service, NotNow.CLOSED, why_closed)
        if not numbers_left.get(service.prefix):
            return _refused(service, NotNow.FULL, used_up)
        was_closed = service.not_now is NotNow.CLOSED  # when the server was heard last
        return _given(service) if was_closed else service

    departments = tuple(
        department.model_copy(update={"services": tuple(map(offered, department.services))})
        for department in catalogue.departments
    )
    return catalogue.model_copy(
        update={"at": now, "open": is_open, "why_closed": why_closed, "departments": departments}
    )


def _refused(service: ServiceEntry, why: NotNow, words: Words) -> ServiceEntry:
    return service.model_copy(update={"open": False, "not_now": why, "why_closed": words, "last_ticket_at": None})


def _given(service: ServiceEntry) -> ServiceEntry:
    return service.model_copy(update={"open": True, "not_now": None, "why_closed": None})


def _why_closed(catalogue: Catalogue, now: datetime) -> Words:
    """Empty where nobody knows when it opens again: the screens have a sentence of their own for that."""
    if not catalogue.hours:
        return catalogue.why_closed or {}
    opens = min((hours.begins for hours in catalogue.hours if hours.begins > now), default=None)
    if opens is None:
        return {}
    local = opens.astimezone(ZoneInfo(catalogue.timezone))
    return _said(catalogue, OPENS_AT, time=f"{local:%H:%M, %d/%m/%Y}")


def _said(catalogue: Catalogue, sentence: str, **facts: object) -> Words:
    return {language: speak(language)(sentence, **facts) for language in catalogue.languages}
