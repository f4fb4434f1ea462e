"""Until when an officer may take back what they did last. Pure.

Whether a deed can be taken back at all stands beside each event; what taking it back leads to is `story.replayed`.
"""

from datetime import datetime

from display_server.domain.events import Undo
from display_server.domain.rules import Rules
from display_server.domain.story import Deed


def undo_until(last: Deed | None, rules: Rules) -> datetime | None:
    """Until when a counter's last deed can be taken back, as far as the counter knows; None where it never can.

    Somebody else may have gone on with the ticket since: that is told to whoever tries.
    """
    if last is None or last.event.undo is not Undo.TAKES_BACK:
        return None
    return last.event.at + rules.undo_within
