"""Operations of the loudspeakers: what staff have said beside the calls. Displays take theirs over the socket."""

from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import AskAnnouncement
from display_server.domain.refusals import NotAllowed
from display_server.use_cases import announcing
from display_server.web.asking import actor, hall_called

operations = Operations()


@operations.add(
    "POST", "/halls/<hall>/announcements", roles=[Role.MANAGER], body=AskAnnouncement, status=204, refusals=[404, 409]
)
def ask_announcement(hall: str, body: AskAnnouncement) -> None:
    """Has a text said in a zone or in all: a free one, who is to get ready, or that the hall closes."""
    with hall_called(hall).change(actor()) as change:
        if not change.plan.voice.speaks:
            raise NotAllowed("This hall has no voice. Write a [voice] table into its hall file.")
        announcing.ask(
            change, body.kind, zone=body.zone, number=body.number, minutes=body.minutes, texts=dict(body.texts)
        )
