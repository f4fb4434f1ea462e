"""Stops a service for the rest of the day, and opens it again. Who waits for it already is served."""

from display_server.domain.events import ServiceReopened, ServiceStopped
from display_server.store.change import Change


def stop_service(change: Change, service: str, reason: str) -> None:
    """Gives no more tickets for it today; whoever asks is told the reason. Raises NotFound where there is none."""
    change.plan.service(service)
    if change.alerts.stopped.get(service) != reason:
        change.stop_service(service, reason)
        change.record(ServiceStopped(at=change.now, service=service, reason=reason))


def reopen_service(change: Change, service: str) -> None:
    """Gives tickets again. Raises NotFound where there is no such service."""
    change.plan.service(service)
    if service in change.alerts.stopped:
        change.reopen_service(service)
        change.record(ServiceReopened(at=change.now, service=service))
