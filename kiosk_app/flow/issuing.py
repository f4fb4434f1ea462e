"""From the last touch to the paper: the number asked for, what the server answered, what the printer did."""

from dataclasses import replace
from typing import assert_never

from display_server.contract import IssueTicket, Paper, Ticket
from kiosk_app.flow import cards
from kiosk_app.flow.effects import CancelTicket, Issue, PrepareSlip, Print, PrintList
from kiosk_app.flow.kiosk import FAULTY_PRINTER_EVERY_SECONDS, Kiosk, Step, show
from kiosk_app.flow.reports import PrintingFailed, ServerSilent, TicketPrinted, TicketReceived, TicketRefused
from kiosk_app.flow.screens import (
    Choice,
    ChoosingPriority,
    Confirming,
    HoldCard,
    Issuing,
    NumberOnScreen,
    NumberRefused,
    Printing,
    Screen,
    Silence,
    StillThere,
    TakePaper,
)
from kiosk_app.flow.values import PrintFault


def take(kiosk: Kiosk, choice: Choice, now: float) -> Step:
    """Asks for a number; before that for the citizen's ID card, where the hall gives none without it."""
    return (show(kiosk, HoldCard(choice), now), ()) if cards.is_missing(kiosk) else issue(kiosk, choice, now)


def take_as(kiosk: Kiosk, offering: Confirming | ChoosingPriority, slug: str | None, now: float) -> Step:
    """The same with another priority class or without one, where the screen offers that."""
    for entry in offering.taken_as:
        if slug == (entry.slug if entry else None):
            return take(kiosk, replace(offering.choice, priority=entry), now)
    return kiosk, ()


def issue(kiosk: Kiosk, choice: Choice, now: float) -> Step:
    """Asks for a number, under a key of its own."""
    kiosk = replace(kiosk, attempts=kiosk.attempts + 1)
    issuing = Issuing(choice, kiosk.attempts)
    return show(kiosk, issuing, now), (_issue_effect(kiosk, issuing),)


def ask_again(kiosk: Kiosk, unanswered: Issuing, now: float) -> Step:
    """Asks once more under the same key: whatever the server did, it is one ticket."""
    return show(kiosk, unanswered, now), (_issue_effect(kiosk, unanswered),)


def prepare(kiosk: Kiosk, choice: Choice) -> PrepareSlip:
    """Has the slip drawn as far as it is known before the number is."""
    return PrepareSlip(_request(kiosk, choice), kiosk.catalogue.hotline if kiosk.catalogue else None)


def _issue_effect(kiosk: Kiosk, issuing: Issuing) -> Issue:
    return Issue(issuing.attempt, f"{kiosk.run}-{issuing.attempt}", _request(kiosk, issuing.choice))


def _request(kiosk: Kiosk, choice: Choice) -> IssueTicket:
    return IssueTicket(
        service=choice.service.slug,
        priority_class=choice.priority.slug if choice.priority else None,
        language=choice.language,
        dossiers=choice.dossiers,
        appointment=choice.appointment.code if choice.appointment else None,
        card_number=cards.number_to_tell(kiosk),
    )


def answered(kiosk: Kiosk, answer: TicketReceived | TicketRefused | ServerSilent, now: float) -> Step:
    """What the server said; a ticket for somebody who has left is cancelled."""
    screen = kiosk.screen.interrupted if isinstance(kiosk.screen, StillThere) else kiosk.screen
    waiting = _waits_for(screen, answer.attempt)
    match answer:
        case TicketReceived(attempt, ticket, offline):
            if waiting is None:
                return (kiosk, ()) if _has(screen, ticket) else (kiosk, (CancelTicket(ticket),))
            shown = show(kiosk, Printing(waiting.choice.language, ticket, attempt, offline), now)
            return shown, (_print(kiosk, answer),)
        case TicketRefused(_, why):
            return (show(kiosk, NumberRefused(waiting.choice, why), now), ()) if waiting else (kiosk, ())
        case ServerSilent():
            if not isinstance(kiosk.screen, Issuing) or waiting is None:
                return kiosk, ()
            return show(kiosk, Silence(waiting.choice.language, waiting), now), ()
        case _:
            assert_never(answer)


def _waits_for(screen: Screen, attempt: int) -> Issuing | None:
    """The attempt that this answer belongs to, if the citizen still waits for it."""
    waiting = screen.unanswered if isinstance(screen, Silence) else screen
    return waiting if isinstance(waiting, Issuing) and waiting.attempt == attempt else None


def _has(screen: Screen, ticket: Ticket) -> bool:
    return isinstance(screen, Printing | TakePaper | NumberOnScreen) and screen.ticket.id == ticket.id


def print_list(kiosk: Kiosk, screen: Confirming, now: float) -> Step:
    """Prints the list of papers to bring, once per touch."""
    choice = screen.choice
    if not choice.service.papers or screen.list_paper is Paper.PRINTING:
        return kiosk, ()
    hotline = kiosk.catalogue.hotline if kiosk.catalogue else None
    effect = PrintList(choice.service, choice.department, choice.language, hotline)
    return show(kiosk, replace(screen, list_paper=Paper.PRINTING), now), (effect,)


def drawn_back(kiosk: Kiosk, token: str | None, now: float) -> Kiosk:
    """Somebody who still reads "take your ticket" learns that the slip is gone."""
    match kiosk.screen:
        case TakePaper(ticket=ticket) as taking if ticket.token == token:
            return show(kiosk, replace(taking, drawn_back=True), now)
    return kiosk


def list_printed(kiosk: Kiosk, fault: PrintFault | None) -> Kiosk:
    """What became of the list, for somebody who still waits for it."""
    became = Paper.FAILED if fault else Paper.PRINTED
    match kiosk.screen:
        case Confirming(list_paper=Paper.PRINTING) as waiting:
            return replace(kiosk, screen=replace(waiting, list_paper=became))
        case StillThere(interrupted=Confirming(list_paper=Paper.PRINTING) as waiting) as asking:
            return replace(kiosk, screen=replace(asking, interrupted=replace(waiting, list_paper=became)))
    return kiosk


def _print(kiosk: Kiosk, issued: TicketReceived) -> Print:
    hotline = kiosk.catalogue.hotline if kiosk.catalogue else None
    return Print(issued.attempt, issued.ticket, hotline, issued.offline)


def paper(kiosk: Kiosk, report: TicketPrinted | PrintingFailed, now: float) -> Kiosk:
    """What became of the paper: thanks, or the number on the screen."""
    screen = kiosk.screen
    if not isinstance(screen, Printing) or screen.attempt != report.attempt:
        return kiosk
    match report:
        case TicketPrinted():
            return show(
                replace(kiosk, print_fault=None), TakePaper(screen.language, screen.ticket, screen.offline), now
            )
        case PrintingFailed(_, fault, in_part):
            kiosk = replace(kiosk, print_fault=fault, printer_due=now + FAULTY_PRINTER_EVERY_SECONDS)
            return show(kiosk, NumberOnScreen(screen.language, screen.ticket, fault, screen.offline, in_part), now)
        case _:
            assert_never(report)
