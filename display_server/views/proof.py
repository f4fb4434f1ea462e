"""A ticket's place in the journal's chain, as anybody may see it who holds its paper."""

from display_server import contract
from display_server.domain.ticket import Ticket
from display_server.domain.why import Because
from display_server.store.change import Change
from display_server.store.reading import Reading
from display_server.use_cases.proof import Proof, proof_of, remembered_code
from display_server.views.manager import told
from display_server.words import LANGUAGES, N_, say

NOBODY = N_("Nobody who came after %(number)s for this service was called before it.")
NOBODY_YET = N_("%(number)s has not been called yet, and nobody who came after it for this service has been.")
SOME = N_("Called before %(number)s though they came later: %(reasons)s")
MORE = N_("… and %(count)s more")


def code_of(change: Change, ticket: Ticket) -> str | None:
    """What the ticket's paper carries; of one that was issued before, by the same key, what it carried then."""
    return change.proof_code() or remembered_code(change, ticket)


def proof(reading: Reading, code: str) -> contract.Proof:
    """Raises NotFound for a code that no ticket of the hall carries."""
    found, plan = proof_of(reading, code), reading.plan
    signed = found.checkpoint
    return contract.Proof(
        hall=plan.slug,
        hall_name=dict(plan.name),
        timezone=str(plan.timezone),
        number=found.ticket.number,
        service_name=dict(plan.service(found.service).name),
        issued_at=found.ticket.issued_at,
        seq=found.seq,
        before=found.before,
        entry=found.entry,
        link=found.link,
        after=found.after,
        checkpoint=contract.CheckpointShown(
            seq=signed.checkpoint.seq,
            link=signed.checkpoint.link,
            at=signed.checkpoint.at,
            key=signed.key,
            signature=signed.signature,
            message=signed.checkpoint.message().decode(),
        )
        if signed is not None
        else None,
        order={language: _order(found, language, reading) for language in LANGUAGES},
    )


def _order(found: Proof, language: str, reading: Reading) -> str:
    number = found.ticket.number
    if not found.later_called_before:
        return say(language, NOBODY if found.is_called else NOBODY_YET, number=number)
    reasons = [_reason(because, language, reading) for because in found.later_called_before]
    if found.more_called_before:
        reasons.append(say(language, MORE, count=found.more_called_before))
    return say(language, SOME, number=number, reasons=" ".join(reasons))


def _reason(because: Because, language: str, reading: Reading) -> str:
    return told(because, language, reading.plan)
