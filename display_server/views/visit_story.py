"""What happened to a visit, each event in one plain sentence. What is not kept any more is not told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, assert_never

from display_server.contract import Words
from display_server.domain import events
from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import Paper
from display_server.statistics.report import OUTCOME_NAMES
from display_server.words import LANGUAGES, N_, say

Told = tuple[str, Mapping[str, Any]]
"""A sentence, and what stands in it: a name in every language, a sentence, a time, or what it is."""

PAPERS = {
    Paper.PRINTING: N_("The kiosk is printing the slip"),
    Paper.PRINTED: N_("The slip came out"),
    Paper.FAILED: N_("The slip did not come out"),
    Paper.NOT_COLLECTED: N_("Nobody took the slip"),
}


def in_words(event: events.TicketEvent, plan: HallPlan) -> Words:
    """The sentence in each language; times by the hall's own clock."""
    sentences = [_told(event, plan), *_further(event, plan)]
    return {language: ". ".join(_said(each, language, plan) for each in sentences) for language in LANGUAGES}


def _said(told: Told, language: str, plan: HallPlan) -> str:
    sentence, facts = told
    return say(language, sentence, **{name: _fact(fact, language, plan) for name, fact in facts.items()})


def _fact(fact: object, language: str, plan: HallPlan) -> object:
    match fact:
        case datetime():
            return f"{plan.local(fact):%H:%M}"
        case dict():
            return fact.get(language) or next(iter(fact.values()))
        case _:
            return fact


def _told(event: events.TicketEvent, plan: HallPlan) -> Told:
    def service(slug: str) -> dict[str, str]:
        return dict(plan.service(slug).name)

    match event:
        case events.TicketIssued(appointment=None):
            return N_("Number %(number)s was given for %(service)s"), {
                "number": event.number,
                "service": service(event.service),
            }
        case events.TicketIssued():
            facts = {"number": event.number, "service": service(event.service), "time": event.appointment}
            return N_("Number %(number)s was given for %(service)s, with an appointment at %(time)s"), facts
        case events.TicketHandedIn():
            facts = {"number": event.number, "service": service(event.service), "time": event.issued_at}
            return N_("A kiosk without the server had given number %(number)s for %(service)s at %(time)s"), facts
        case events.TicketCalled(officer=None) | events.TicketCalled(officer=""):
            return N_("Called to counter %(counter)s"), {"counter": event.counter}
        case events.TicketCalled():
            return N_("Called to counter %(counter)s by %(officer)s"), {
                "counter": event.counter,
                "officer": event.officer,
            }
        case events.TicketRecalled():
            return N_("Called once more to counter %(counter)s"), {"counter": event.counter}
        case events.ServiceStarted():
            return N_("Came to counter %(counter)s: serving began"), {"counter": event.counter}
        case events.ServiceFinished(forgotten=True):
            return N_("Ended by the clock at closing: counter %(counter)s had not finished"), {"counter": event.counter}
        case events.ServiceFinished():
            return N_("Counter %(counter)s finished"), {"counter": event.counter}
        case events.NoShowMarked(silent=True):
            return N_("Did not come to counter %(counter)s: noted by the clock"), {"counter": event.counter}
        case events.NoShowMarked():
            return N_("Did not come to counter %(counter)s"), {"counter": event.counter}
        case events.TicketTransferred():
            return N_("Counter %(counter)s sent the visitor on to %(service)s"), {
                "counter": event.counter,
                "service": service(event.to_service),
            }
        case events.TicketParked():
            return N_("Counter %(counter)s set the visit aside"), {"counter": event.counter}
        case events.TicketReturned():
            return N_("Counter %(counter)s let the visitor wait again"), {"counter": event.counter}
        case events.LatecomerReturned():
            return N_("Came late after all, and waits again"), {}
        case events.TicketPostponed():
            return N_("Asked not to be called before %(time)s"), {"time": event.until}
        case events.StopsChanged():
            return N_("Counter %(counter)s changed the stops that follow"), {"counter": event.counter}
        case events.DirectionDropped():
            return N_("Counter %(counter)s has closed: others may call"), {"counter": event.counter}
        case events.DirectionFollowed():
            return N_("Whom the visitor waits for sits at counter %(counter)s now"), {"counter": event.counter}
        case events.NoteWritten():
            return N_("Counter %(counter)s wrote a note"), {"counter": event.counter}
        case events.DossiersCorrected():
            return N_("Counter %(counter)s counted %(count)s dossiers"), {
                "counter": event.counter,
                "count": event.dossiers,
            }
        case events.TimeMarkedInaccurate():
            return N_("Counter %(counter)s said that the recorded time is wrong"), {"counter": event.counter}
        case events.EndedAlone():
            alone = {"counter": event.counter, "called": event.called_at, "ended": event.ended_at}
            if event.came:
                return N_("Served by counter %(counter)s without the server, from %(called)s to %(ended)s"), alone
            return N_("Called by counter %(counter)s without the server at %(called)s, and did not come"), alone
        case events.ActionUndone():
            return N_("Counter %(counter)s took its last deed back"), {"counter": event.counter}
        case events.TicketCancelled(lapsed=True):
            return N_("Still waited when the day ended"), {}
        case events.TicketCancelled():
            return N_("Cancelled"), {}
        case events.DossierHandled():
            return N_("A dossier was noted: %(outcome)s"), {"outcome": _outcome(event.outcome)}
        case events.DossierCorrected(struck=True):
            return N_("A dossier was struck out"), {}
        case events.DossierCorrected():
            return N_("A dossier was corrected: %(outcome)s"), {"outcome": _outcome(event.outcome)}
        case events.VisitRated():
            return N_("The visit was rated"), {}
        case events.RatingWithdrawn():
            return N_("The rating was taken back"), {}
        case events.PaperReported():
            return PAPERS[event.paper], {}
        case events.TicketReminded():
            return N_("The phone was told, with %(count)s people ahead"), {"count": event.people_ahead}
        case _:
            assert_never(event)


def _further(event: events.TicketEvent, plan: HallPlan) -> list[Told]:
    """What else the event tells, where it does."""
    found: list[Told] = []
    if isinstance(event, events.TicketIssued | events.TicketHandedIn) and event.priority_class is not None:
        found.append((N_("Priority: %(class)s"), {"class": dict(plan.priority_class(event.priority_class).name)}))
    if isinstance(event, events.TicketTransferred) and event.to_counter is not None:
        found.append((N_("To counter %(counter)s alone"), {"counter": event.to_counter}))
    if isinstance(event, events.TicketTransferred | events.TicketReturned | events.LatecomerReturned):
        found += [(_PLACES[event.position], {})] if event.position in _PLACES else []
    if isinstance(event, events.TicketCalled | events.TicketParked) and event.reason:
        found.append((N_("Reason: %(reason)s"), {"reason": event.reason}))
    if isinstance(event, events.ServiceFinished | events.TicketTransferred) and event.outcome:
        found.append((N_("Outcome: %(outcome)s"), {"outcome": _outcome(event.outcome)}))
    if isinstance(event, events.ServiceFinished | events.TicketTransferred | events.NoteWritten) and event.note:
        found.append((N_("Note: %(note)s"), {"note": event.note}))
    return found


_PLACES = {"front": N_("At the front"), "end": N_("At the end")}


def _outcome(slug: str) -> dict[str, str]:
    name = OUTCOME_NAMES.get(slug)
    return {language: say(language, name) if name else slug for language in LANGUAGES}
