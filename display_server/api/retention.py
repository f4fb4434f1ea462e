"""What managers read of how long their hall keeps what names people."""

from display_server import views
from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import KeptClasses
from display_server.use_cases.retention import overview
from display_server.web.asking import hall_called
from display_server.web.services import services

operations = Operations()


@operations.add("GET", "/halls/<hall>/retention", roles=[Role.MANAGER], answer=KeptClasses, refusals=[404])
def retention(hall: str) -> KeptClasses:
    """Of each class of personal data: for how many days it is kept, since when it is there, what was erased last."""
    return views.retention.classes(overview(services().erasures, hall_called(hall)))
