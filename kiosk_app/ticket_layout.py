"""A ticket as it stands on paper: from the contract's `Ticket` to a page of elements. No Kivy, no printer, no dots."""

from datetime import tzinfo

from display_server.contract import Ticket, WaitRange
from hardware.printers.paper import Element, Gap, Line, Page, Pair, QrCode, Rule, Size
from kiosk_app.words import N_, Say, in_language, speak

GIVEN_OFFLINE = N_("The connection is down: how many people are ahead is not known yet. Your number is valid.")
FOLLOW_LATER = N_("Scan to follow your turn on your phone once the connection is back")


def lay_out(ticket: Ticket, zone: tzinfo, hotline: str | None, *, offline: bool = False) -> Page:
    """The ticket's page in its citizen's language; `zone` is the hall's time zone, for the time of issue.

    A ticket given `offline` says what nobody knows yet.
    """
    _ = speak(ticket.language)
    return Page(
        name=ticket.number,
        elements=(
            *_head(ticket, _),
            *_number(ticket, _),
            Rule(),
            *_facts(ticket, zone, _),
            *_honesty(offline, _),
            Rule(),
            *_follow(ticket, offline, _),
            *_foot(hotline, _),
        ),
    )


def _head(ticket: Ticket, _: Say) -> tuple[Element, ...]:
    return (
        Line(in_language(ticket.hall_name, ticket.language).upper(), Size.NORMAL, bold=True),
        Gap(2),
    )


def _number(ticket: Ticket, _: Say) -> tuple[Element, ...]:
    service = in_language(ticket.service_name, ticket.language)
    return (
        Line(_("YOUR NUMBER"), Size.SMALL),
        Line(ticket.number, Size.HUGE, bold=True),
        Gap(1),
        Line(service, Size.LARGE, bold=True),
        *_priority(ticket, _),
    )


def _priority(ticket: Ticket, _: Say) -> tuple[Element, ...]:
    if not ticket.priority_class_name:
        return ()
    name = in_language(ticket.priority_class_name, ticket.language)
    return (Gap(1), Line(_("Priority: %(name)s", name=name), Size.NORMAL, bold=True, inverted=True))


def _facts(ticket: Ticket, zone: tzinfo, _: Say) -> tuple[Element, ...]:
    return (
        Pair(_("Waiting area"), in_language(ticket.zone_name, ticket.language)),
        Pair(_("Department"), in_language(ticket.department_name, ticket.language)),
        *((Pair(_("People ahead"), str(ticket.people_ahead)),) if ticket.people_ahead is not None else ()),
        *((Pair(_("Expected wait"), wait_in_words(ticket.wait, _)),) if ticket.wait else ()),
        Pair(_("Issued at"), ticket.issued_at.astimezone(zone).strftime("%H:%M  %d/%m/%Y")),
    )


def _honesty(offline: bool, _: Say) -> tuple[Element, ...]:
    if not offline:
        return ()
    return (Gap(1), Line(_(GIVEN_OFFLINE), Size.SMALL))


def _follow(ticket: Ticket, offline: bool, _: Say) -> tuple[Element, ...]:
    if not ticket.follow_url:
        return ()
    scan = _(FOLLOW_LATER) if offline else _("Scan to follow your turn on your phone")
    return (QrCode(ticket.follow_url), Line(scan, Size.SMALL))


def _foot(hotline: str | None, _: Say) -> tuple[Element, ...]:
    thanks = Line(_("Please wait for your number to be called."), Size.SMALL, bold=True)
    return (Gap(1), thanks, *((Line(_("Hotline: %(number)s", number=hotline), Size.SMALL),) if hotline else ()))


def wait_in_words(wait: WaitRange, _: Say) -> str:
    """The promise as people say it: "about 10–20 minutes"; one number where both ends are the same."""
    if wait.high_minutes <= 0:
        return _("less than a minute")
    if wait.low_minutes == wait.high_minutes:
        return _("about %(minutes)s min", minutes=wait.high_minutes)
    return _("about %(low)s–%(high)s min", low=wait.low_minutes, high=wait.high_minutes)
