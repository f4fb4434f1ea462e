"""Operations of whoever runs the hall: alerts seen, services stopped or given to counters, officers called."""

from display_server.access.principals import OVERSEES
from display_server.api.operations import Operations
from display_server.contract import AcknowledgeAlert, CallOfficer, GiveServices, StopService, TakeBackServices
from display_server.domain.hall_plan import HallPlan
from display_server.use_cases import alerts, given, officer_call, stopped
from display_server.web.asking import actor, asked_by, hall_called

operations = Operations()


@operations.add("POST", "/halls/<hall>/alerts/acknowledge", roles=OVERSEES, body=AcknowledgeAlert, refusals=[404, 409])
def acknowledge_alert(hall: str, body: AcknowledgeAlert) -> None:
    """Says by name that somebody looks after an alert: it is quiet as long as it lasts."""
    principal = asked_by()
    with hall_called(hall).change(actor()) as change:
        alerts.acknowledge(change, body.kind, body.place, principal.name, principal.limited_to)


@operations.add("POST", "/halls/<hall>/services/<service>/stop", roles=OVERSEES, body=StopService, refusals=[404])
def stop_service(hall: str, service: str, body: StopService) -> None:
    """Gives no more tickets for the service today; whoever waits for it is served."""
    with hall_called(hall).change(actor()) as change:
        _must_oversee(change.plan, service)
        stopped.stop_service(change, service, body.reason)


@operations.add("POST", "/halls/<hall>/services/<service>/reopen", roles=OVERSEES, refusals=[404])
def reopen_service(hall: str, service: str) -> None:
    """Gives tickets for the service again; where it was not stopped, nothing happens."""
    with hall_called(hall).change(actor()) as change:
        _must_oversee(change.plan, service)
        stopped.reopen_service(change, service)


_AT = "/halls/<hall>/counters/<int:counter>"


@operations.add("POST", f"{_AT}/services/give", roles=OVERSEES, body=GiveServices, refusals=[404, 409])
def give_services(hall: str, counter: int, body: GiveServices) -> None:
    """Has the counter take services beside its own: for now, until noon, or for today."""
    with hall_called(hall).change(actor()) as change:
        for service in body.services:
            _must_oversee(change.plan, service)
        given.give_services(change, counter, body.services, body.given_for, asked_by().name)


@operations.add("POST", f"{_AT}/services/take-back", roles=OVERSEES, body=TakeBackServices, refusals=[404])
def take_back_services(hall: str, counter: int, body: TakeBackServices) -> None:
    """Takes services back that the counter was given; what it was not given is left alone."""
    with hall_called(hall).change(actor()) as change:
        given.take_back_services(change, counter, body.services)


@operations.add("POST", f"{_AT}/officer/call", roles=OVERSEES, body=CallOfficer, refusals=[404, 409])
def call_officer(hall: str, counter: int, body: CallOfficer) -> None:
    """Asks the officer at the counter to come or to answer: it rings on the panel, with a short text."""
    with hall_called(hall).change(actor()) as change:
        officer_call.call_officer(change, counter, body.text, asked_by().name)


@operations.add("POST", f"{_AT}/officer/withdraw", roles=OVERSEES, refusals=[404])
def withdraw_call(hall: str, counter: int) -> None:
    """Takes the call of an officer back; where there is none, nothing happens."""
    with hall_called(hall).change(actor()) as change:
        officer_call.withdraw_call(change, counter)


def _must_oversee(plan: HallPlan, service: str) -> None:
    """Raises NotFound for what the hall has not, Forbidden for what is of other departments."""
    slug = plan.service(service).slug
    asked_by().must_oversee([plan.department_of(slug).slug])
