"""A ticket as it stands on paper: from the contract's `Ticket` to a page of elements. No Kivy, no printer, no dots."""

from dataclasses import dataclass
from datetime import tzinfo

from babel.dates import format_date

from display_server.contract import QuietTime, RouteStop, Ticket, Words
from hardware.printers.paper import Element, Gap, Line, Page, Pair, Picture, QrCode, Rule, Size
from kiosk_app.printing.ticket_template import USUAL_TEMPLATE, Template
from kiosk_app.words import N_, in_language, speak, wait_in_words

GAP_MM = 2
FACTS = ("zone", "department", "dossiers", "people_ahead", "wait", "issued_at", "route")
EXPECTED_WAIT = N_("Expected wait")
PRIORITY = N_("Priority: %(name)s")
HOTLINE = N_("Hotline: %(number)s")
WAY = N_("Your way today, under this number")
AT_COUNTERS = N_("Counter %(numbers)s · %(zone)s")
PROOF = N_("Proof: %(code)s")
ISSUED_OFFLINE = N_("The connection is down: how many people are ahead is not known yet. Your number is valid.")
QUICKER = N_("For a quick visit next time: %(day)s %(begins)s–%(ends)s")
HOW_QUICK = N_("about %(minutes)s min; shorter than usual on %(shorter)s of %(days)s such days")
FOLLOW_LATER = N_("Scan to follow your turn on your phone once the connection is back")


def lay_out(
    ticket: Ticket,
    zone: tzinfo,
    hotline: str | None,
    *,
    offline: bool = False,
    reprint: bool = False,
    template: Template = USUAL_TEMPLATE,
    narrow: bool = False,
) -> Page:
    """The ticket's page in its citizen's language; `zone` is the hall's time zone, for the time of issue.

    A ticket given `offline` says what nobody knows yet; a `reprint`, that there may be another slip. The template says
    which blocks stand where.
    """
    facts = _Facts(ticket, zone, hotline, offline, reprint, template)
    blocks = template.narrow if narrow else template.blocks
    return Page(name=ticket.number, elements=tuple(element for block in blocks for element in _block(block, facts)))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a block may speak of."""

    ticket: Ticket
    zone: tzinfo
    hotline: str | None
    offline: bool
    reprint: bool
    template: Template

    def words(self, words: Words) -> str:
        return in_language(words, self.ticket.language)


def _block(block: str, facts: _Facts) -> tuple[Element, ...]:
    ticket, _ = facts.ticket, speak(facts.ticket.language)
    match block:
        case "logo":
            return (Picture(facts.template.logo),) if facts.template.logo else ()
        case "hall":
            return (Line(facts.words(ticket.hall_name).upper(), bold=True),)
        case "label":
            return (Line(_("YOUR NUMBER"), Size.SMALL),)
        case "number":
            return (Line(ticket.number, Size.HUGE, bold=True),)
        case "service":
            return (Line(facts.words(ticket.service_name), Size.LARGE, bold=True),)
        case "priority" if ticket.priority_class_name:
            name = _(PRIORITY, name=facts.words(ticket.priority_class_name))
            return (Gap(1), Line(name, bold=True, inverted=True))
        case "reprint" if facts.reprint:
            return (Gap(1), Line(_("PRINTED AGAIN"), bold=True, inverted=True))
        case "rule":
            return (Rule(),)
        case "gap":
            return (Gap(GAP_MM),)
        case "facts":
            return tuple(element for fact in FACTS for element in _fact(fact, facts))
        case "offline" if facts.offline:
            return (Gap(1), Line(_(ISSUED_OFFLINE), Size.SMALL))
        case "qr" if ticket.follow_url:
            return (QrCode(ticket.follow_url),)
        case "quiet_time" if ticket.quiet_time:
            return _quicker(ticket.quiet_time, facts)
        case "scan" if ticket.follow_url:
            scan = _(FOLLOW_LATER) if facts.offline else _("Scan to follow your turn on your phone")
            return (Line(scan, Size.SMALL),)
        case "thanks":
            return (Line(_("Please wait for your number to be called."), Size.SMALL, bold=True),)
        case "hotline" if facts.hotline:
            return (Line(_(HOTLINE, number=facts.hotline), Size.SMALL),)
        case "proof" if ticket.proof:
            return (Line(_(PROOF, code=ticket.proof), Size.SMALL),)
        case text if text in facts.template.texts:
            return (Line(facts.words(facts.template.texts[text]), Size.SMALL),)
    return _fact(block, facts)


def _quicker(hour: QuietTime, facts: _Facts) -> tuple[Element, ...]:
    """When a visit for the same would be quicker, and how sure that is."""
    language = facts.ticket.language
    _, begins, ends = speak(language), hour.begins.astimezone(facts.zone), hour.ends.astimezone(facts.zone)
    day = format_date(begins, "EEEE", locale=language)
    return (
        Gap(1),
        Line(_(QUICKER, day=day, begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}"), Size.SMALL, bold=True),
        Line(_(HOW_QUICK, minutes=hour.minutes, shorter=hour.shorter, days=hour.days), Size.SMALL),
    )


def _fact(fact: str, facts: _Facts) -> tuple[Element, ...]:
    ticket, _ = facts.ticket, speak(facts.ticket.language)
    match fact:
        case "zone":
            return (Pair(_("Waiting area"), facts.words(ticket.zone_name)),)
        case "department":
            return (Pair(_("Department"), facts.words(ticket.department_name)),)
        case "dossiers" if ticket.dossiers > 1:
            return (Pair(_("Dossiers"), str(ticket.dossiers)),)
        case "people_ahead" if ticket.people_ahead is not None:
            return (Pair(_("People ahead"), str(ticket.people_ahead)),)
        case "wait" if ticket.wait:
            return (Pair(_(EXPECTED_WAIT), wait_in_words(ticket.wait, _)),)
        case "issued_at":
            return (Pair(_("Issued at"), ticket.issued_at.astimezone(facts.zone).strftime("%H:%M  %d/%m/%Y")),)
        case "route" if ticket.route:
            stops = (_stop(nth, stop, facts) for nth, stop in enumerate(ticket.route, 1))
            return (Gap(1), Line(_(WAY), Size.SMALL, bold=True), *stops)
    return ()  # nothing is known of it


def _stop(nth: int, stop: RouteStop, facts: _Facts) -> Element:
    _, zone = speak(facts.ticket.language), facts.words(stop.zone_name)
    where = _(AT_COUNTERS, numbers=stop.counters, zone=zone) if stop.counters else zone
    return Pair(f"{nth}. {facts.words(stop.name)}", where)
