"""The server's last catalogue, remembered for a start without the server. Knows neither server nor clock."""

from contextlib import suppress
from typing import NamedTuple

from display_server.contract import Catalogue, DepartmentEntry, ServiceEntry
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore

CATALOGUE = "catalogue"
"""The note in the store."""


class Offered(NamedTuple):
    """A service where the catalogue offers it."""

    department: DepartmentEntry
    service: ServiceEntry


class RememberedCatalogue:
    def __init__(self, store: KioskStore) -> None:
        self._store = store
        self.catalogue = store.notes.get_as(Catalogue, CATALOGUE)
        """None before the kiosk has met its server."""

    def update(self, catalogue: Catalogue) -> None:
        """Figures change all the time; what can be chosen does not, and only that is written down."""
        before, self.catalogue = self.catalogue, catalogue
        if before is None or _choosable(catalogue) != _choosable(before):
            with suppress(StoreFails):
                self._store.notes.set(CATALOGUE, catalogue.model_dump_json())

    def without_services(self) -> Catalogue | None:
        """How the hall is called and looks."""
        return self.catalogue.model_copy(update={"departments": ()}) if self.catalogue else None

    def offered(self, slug: str) -> Offered | None:
        departments = self.catalogue.departments if self.catalogue else ()
        offered = (Offered(department, service) for department in departments for service in department.services)
        return next((each for each in offered if each.service.slug == slug), None)


def _choosable(catalogue: Catalogue) -> object:
    """All of it but its figures and its time."""
    services = [
        (department.slug, entry.slug, entry.prefix, entry.open, entry.papers, entry.online)
        for department in catalogue.departments
        for entry in department.services
    ]
    hall = (catalogue.hall, catalogue.open, catalogue.zones, catalogue.languages, catalogue.look, catalogue.hours)
    return (hall, services, catalogue.priority_classes)
