"""The view of each topic that can be watched."""

from display_server import contract
from display_server.contract import TopicKind, View
from display_server.store.reading import Reading
from display_server.views.board import board
from display_server.views.counter import desk
from display_server.views.manager import hall_now
from display_server.views.visitor import rating_prompt, ticket_of_holder


def of_topic(reading: Reading, topic: contract.Topic, base_url: str) -> View:
    """The view of a topic. Raises NotFound for a zone, counter or ticket that the hall has not."""
    match topic.kind:
        case TopicKind.BOARD:
            return board(reading, topic.part)
        case TopicKind.COUNTER:
            return desk(reading, int(topic.part or 0), base_url)
        case TopicKind.RATING:
            return rating_prompt(reading, int(topic.part or 0))
        case TopicKind.HALL:
            return hall_now(reading, topic.departments)
        case TopicKind.TICKET:
            return ticket_of_holder(reading, reading.tickets.with_token(topic.scope), base_url)
