"""Operations of an officer's desk beside the visitors' way: notes, help, who sits where, work done without a server."""

from datetime import timedelta

from display_server import views
from display_server.access.principals import AT_THE_COUNTER, OVERSEES
from display_server.api.operations import Operations
from display_server.api.problems import in_words
from display_server.contract import (
    Colleagues,
    CorrectDossiers,
    Desk,
    HandedInAlone,
    HandInAlone,
    MarkTimeInaccurate,
    TicketAnswer,
    UsualTimes,
    VisitTakenOver,
    WriteNote,
)
from display_server.domain.ticket import TicketId
from display_server.use_cases import counter_help, officer_call, remarks
from display_server.use_cases.worked_alone import DoneAlone, hand_in_alone
from display_server.web.asking import actor, asked_by, hall_called
from display_server.web.at_counter import at_their_own, desk_after, ticket_at
from display_server.web.services import services

operations = Operations()

_AT = "/halls/<hall>/counters/<int:counter>"


@operations.add("POST", f"{_AT}/note", roles=AT_THE_COUNTER, body=WriteNote, answer=TicketAnswer, refusals=[404, 409])
def write_note(hall: str, counter: int, body: WriteNote) -> TicketAnswer:
    """Writes the note of the counter's visitor, for whoever serves them next."""
    return ticket_at(hall, counter, lambda change: remarks.write_note(change, counter, body.note))


@operations.add(
    "POST", f"{_AT}/dossiers", roles=AT_THE_COUNTER, body=CorrectDossiers, answer=TicketAnswer, refusals=[404, 409]
)
def correct_dossiers(hall: str, counter: int, body: CorrectDossiers) -> TicketAnswer:
    """Corrects how many dossiers the counter's visitor has with them."""
    return ticket_at(hall, counter, lambda change: remarks.correct_dossiers(change, counter, body.dossiers))


@operations.add(
    "POST", f"{_AT}/time-wrong", roles=AT_THE_COUNTER, body=MarkTimeInaccurate, answer=TicketAnswer, refusals=[404, 409]
)
def mark_time_inaccurate(hall: str, counter: int, body: MarkTimeInaccurate) -> TicketAnswer:
    """Says that the recorded time of a visit is not what it took: it is kept out of the figures."""
    named = TicketId(body.ticket) if body.ticket is not None else None
    return ticket_at(hall, counter, lambda change: remarks.mark_time_inaccurate(change, counter, named))


@operations.add("POST", f"{_AT}/help", roles=AT_THE_COUNTER, answer=Desk, refusals=[404, 409])
def want_help(hall: str, counter: int) -> Desk:
    """Rings for a supervisor on the manager's page."""
    return desk_after(hall, counter, at_their_own(counter, lambda change: counter_help.want_help(change, counter)))


@operations.add("POST", f"{_AT}/help/come", roles=OVERSEES, answer=Desk, refusals=[404, 409])
def come_to_help(hall: str, counter: int) -> Desk:
    """Says that whoever asks comes to the counter."""
    helper = asked_by().name
    return desk_after(hall, counter, lambda change: counter_help.come_to_help(change, counter, helper))


@operations.add("POST", f"{_AT}/help/end", roles=AT_THE_COUNTER, answer=Desk, refusals=[404, 409])
def end_help(hall: str, counter: int) -> Desk:
    """No help is needed there any more."""
    return desk_after(hall, counter, at_their_own(counter, lambda change: counter_help.end_help(change, counter)))


@operations.add("POST", f"{_AT}/officer/answer", roles=AT_THE_COUNTER, answer=Desk, refusals=[404, 409])
def answer_call(hall: str, counter: int) -> Desk:
    """The officer has seen that whoever runs the hall asks for them."""
    return desk_after(hall, counter, at_their_own(counter, lambda change: officer_call.answer_call(change, counter)))


@operations.add("GET", f"{_AT}/colleagues", roles=AT_THE_COUNTER, answer=Colleagues, refusals=[404])
def colleagues(hall: str, counter: int) -> Colleagues:
    """Who sits at which counter now: to whom a visitor can be sent by name."""
    with hall_called(hall).reading() as reading:
        reading.counters.numbered(counter)
        return views.desk.colleagues(reading)


@operations.add("GET", f"{_AT}/usual-times", roles=AT_THE_COUNTER, answer=UsualTimes, refusals=[404])
def usual_times(hall: str, counter: int) -> UsualTimes:
    """How long the counter's services usually take in this hall."""
    with hall_called(hall).reading() as reading:
        reading.counters.numbered(counter)
        return views.desk.usual_times(reading, counter, services().usual_times.of(reading))


@operations.add(
    "POST", f"{_AT}/worked-alone", roles=AT_THE_COUNTER, body=HandInAlone, answer=HandedInAlone, refusals=[404, 409]
)
def worked_alone(hall: str, counter: int, body: HandInAlone) -> HandedInAlone:
    """Hands in whom the counter called while the server was away; the same may come again."""
    done = [
        DoneAlone(
            TicketId(each.ticket),
            each.came,
            timedelta(seconds=each.called_seconds_ago),
            timedelta(seconds=each.ended_seconds_ago),
        )
        for each in body.visits
    ]
    with hall_called(hall).change(actor()) as change:
        handing_in = at_their_own(counter, lambda change: hand_in_alone(change, counter, done), unless_closed=True)
        taken = handing_in(change)
    return HandedInAlone(
        visits=tuple(
            VisitTakenOver(
                ticket=each.ticket,
                number=each.number,
                outcome=each.outcome,
                detail=in_words(each.why) if each.why is not None else None,
            )
            for each in taken
        )
    )
