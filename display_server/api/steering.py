"""Operations of whoever runs the hall: alerts seen, services stopped for today and opened again."""

from display_server.access.principals import OVERSEES
from display_server.api.operations import Operations
from display_server.contract import AcknowledgeAlert, StopService
from display_server.domain.hall_plan import HallPlan
from display_server.use_cases import alerts, stopped
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


def _must_oversee(plan: HallPlan, service: str) -> None:
    """Raises NotFound for what the hall has not, Forbidden for what is of other departments."""
    slug = plan.service(service).slug
    asked_by().must_oversee([plan.department_of(slug).slug])
