"""Looking a dossier up before a ticket is taken for nothing. Asks the one-stop system; stores nothing, logs no code."""

import logging
import re
from dataclasses import replace

from display_server.domain.dossier import Dossier, OneStop, OneStopSilent
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotAllowed, NotValid, Unavailable

log = logging.getLogger(__name__)

A_CODE = re.compile(r"[0-9A-Z]+(?:[._-][0-9A-Z]+)*")
"""Whatever a hall's own pattern lets through, nothing else becomes part of an address."""
LONGEST_CODE = 64
AS_WRITTEN = {"pattern": "^[0-9A-Za-z]+([._-][0-9A-Za-z]+)*$", "maxLength": LONGEST_CODE}
"""The same for people who write small letters, in words of JSON Schema."""


def could_be_a_code(code: str) -> bool:
    """Whether it may become part of an address of the one-stop system."""
    return len(code) <= LONGEST_CODE and A_CODE.fullmatch(code.strip().upper()) is not None


def must_be_a_code(plan: HallPlan, code: str, field: str) -> None:
    """Raises NotValid, of this field, for what is no code of a dossier in this hall."""
    pattern = plan.dossier_code_pattern
    if not could_be_a_code(code) or (pattern is not None and not re.fullmatch(pattern, code)):
        raise NotValid(field, "This is no code of a dossier here. It stands on the receipt, below the bar code.")


def look_up(plan: HallPlan, one_stop: OneStop | None, code: str) -> Dossier:
    """What is known of this dossier, its counter being one of this hall.

    Raises NotValid for what is no code here, NotAllowed in a hall without a one-stop system, Unavailable where that
    does not answer.
    """
    code = code.strip().upper()
    must_be_a_code(plan, code, "code")
    if one_stop is None:
        raise NotAllowed("Dossiers cannot be looked up here. Please ask at the information desk.")
    try:
        dossier = one_stop.look_up(code)
    except OneStopSilent as silent:
        log.warning("the one-stop system: %s", silent)
        raise Unavailable("Dossiers cannot be looked up at the moment. Please ask at the information desk.") from silent
    here = any(each.number == dossier.counter and not each.retired for each in plan.counters)
    return dossier if here else replace(dossier, counter=None)
