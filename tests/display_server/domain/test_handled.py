"""What an officer may note of a dossier: anything else is refused at the field, in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from display_server.domain.handled import (
    MOST_DONG,
    DossierPlan,
    Earlier,
    Handled,
    Place,
    ReturnBy,
    answers,
    in_order,
    must_be_right,
    must_be_told,
    must_differ,
    must_follow,
)
from display_server.domain.outcome import OutcomeRule, VisitOutcome
from display_server.domain.refusals import NotValid

TODAY = date(2026, 11, 23)
OLD, NEW = "000.00.19.H19-181130-0042", "H15.50.05.13-261008-0975"
PLAN = DossierPlan(OutcomeRule.ASKED, (Place("long-thanh", {"vi": "Long Thành"}),))
FULL = Handled(NEW, date(2026, 12, 1), 30_000, 50_000, "BL-0042", ReturnBy.POST, "long-thanh")


def check(entry: Handled, outcome: VisitOutcome = VisitOutcome.RECEIVED, **facts: Any) -> None:
    usual: dict[str, Any] = {"plan": PLAN, "pattern": None, "takes_fees": True, "today": TODAY}
    must_be_right(entry, outcome, **(usual | facts))


def refused(entry: Handled, outcome: VisitOutcome = VisitOutcome.RECEIVED, **facts: Any) -> tuple[str, str]:
    with pytest.raises(NotValid) as refusal:
        check(entry, outcome, **facts)
    return refusal.value.field, str(refusal.value)


@pytest.mark.parametrize("code", [OLD, NEW, "H19.50.05-261008-0975", "H15.50.05.13-261008-09750001"])
def test_codes_of_both_circulars_are_codes(code: str) -> None:
    check(Handled(code))


@pytest.mark.parametrize(
    "code", ["banana", "H15-261008-0975", "H15.50.05.13-26100-0975", "H15.50.05.13-261008-097", f"{NEW}\n", "x" * 65]
)
def test_anything_else_is_none(code: str) -> None:
    assert refused(Handled(code))[0] == "code"


def test_a_halls_own_pattern_stands_instead_of_both() -> None:
    check(Handled("HS-7"), pattern=r"^HS-\d+$")

    assert refused(Handled(NEW), pattern=r"^HS-\d+$")[0] == "code"


def test_all_may_be_said_of_a_dossier_that_is_received() -> None:
    check(FULL)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fee": -1}, "fee"),
        ({"fee": 30_000.0}, "fee"),
        ({"fee": True}, "fee"),
        ({"charge": MOST_DONG + 1}, "charge"),
        ({"due_on": date(2062, 12, 1)}, "due_on"),
        ({"due_on": date(1926, 12, 1)}, "due_on"),
        ({"receipt": "-"}, "receipt"),
        ({"receipt": "9" * 31}, "receipt"),
        ({"fee": 0, "charge": 0}, "receipt"),
        ({"received_for": "banana"}, "received_for"),
    ],
)
def test_each_field_is_checked(wrong: dict[str, Any], field: str) -> None:
    assert refused(replace(FULL, **wrong))[0] == field


def test_the_places_of_the_hall_are_named_to_whoever_names_another() -> None:
    assert refused(Handled(NEW, received_for="banana")) == (
        "received_for",
        "This hall does not receive for banana, but for: long-thanh.",
    )
    assert "its hall file names none" in refused(Handled(NEW, received_for="banana"), plan=DossierPlan())[1]


def test_a_department_without_the_fee_module_takes_no_money() -> None:
    check(Handled(NEW), takes_fees=False)

    assert refused(Handled(NEW, charge=1), takes_fees=False)[0] == "charge"


@pytest.mark.parametrize(
    ("outcome", "said", "field"),
    [
        (VisitOutcome.RETURNED, {"received_for": "long-thanh"}, "received_for"),
        (VisitOutcome.SUPPLEMENT, {"due_on": TODAY}, "due_on"),
        (VisitOutcome.REFUSED, {"fee": 5}, "fee"),
        (VisitOutcome.WITHDRAWN, {"return_by": ReturnBy.POST}, "return_by"),
        (VisitOutcome.GUIDANCE, {}, ""),
    ],
)
def test_what_makes_no_sense_with_an_outcome_is_refused(
    outcome: VisitOutcome, said: dict[str, Any], field: str
) -> None:
    assert refused(Handled(NEW, **said), outcome)[0] == field


def test_a_line_that_says_nothing_is_refused() -> None:
    assert "its code, for one" in refused(Handled())[1]


def test_codes_and_receipts_are_kept_in_capitals_and_without_blanks() -> None:
    assert in_order(Handled(" h15.50.05.13-261008-0975\t", receipt=" bl-1 ")) == Handled(NEW, receipt="BL-1")
    assert in_order(Handled("  ")) == Handled()


def test_a_dossier_is_named_once() -> None:
    must_differ([Handled(OLD), Handled(NEW), Handled(fee=1), Handled(fee=1)])

    with pytest.raises(NotValid) as refusal:
        must_differ([Handled(OLD), Handled(NEW), Handled(OLD)])
    assert refusal.value.field == "handled.2.code"


@pytest.mark.parametrize("rule", [OutcomeRule.NOT_ASKED, OutcomeRule.ASKED])
def test_where_it_is_not_demanded_a_visit_may_end_without(rule: OutcomeRule) -> None:
    must_be_told(DossierPlan(rule), VisitOutcome.RECEIVED, [])


def test_where_it_is_demanded_each_code_is_but_not_after_guidance() -> None:
    demanded = DossierPlan(OutcomeRule.DEMANDED)

    must_be_told(demanded, VisitOutcome.GUIDANCE, [])
    must_be_told(demanded, VisitOutcome.RECEIVED, [Handled(NEW)])
    with pytest.raises(NotValid, match="send the code of each"):
        must_be_told(demanded, VisitOutcome.RECEIVED, [])
    with pytest.raises(NotValid) as refusal:
        must_be_told(demanded, VisitOutcome.RECEIVED, [Handled(NEW), Handled(fee=1)])
    assert refusal.value.field == "handled.1.code"


def test_a_dossier_without_an_outcome_is_refused() -> None:
    with pytest.raises(NotValid, match="Say how the visit ended"):
        must_be_told(DossierPlan(), None, [Handled(NEW)])


RECEIPT = Earlier(7, VisitOutcome.RECEIVED, date(2026, 11, 2), "land", date(2026, 11, 20))


def test_none_is_received_or_returned_twice_in_a_row() -> None:
    must_follow(Handled(NEW), VisitOutcome.RETURNED, RECEIPT)
    must_follow(Handled(NEW), VisitOutcome.RECEIVED, replace(RECEIPT, outcome=VisitOutcome.WITHDRAWN))
    must_follow(Handled(NEW), VisitOutcome.SUPPLEMENT, replace(RECEIPT, outcome=VisitOutcome.SUPPLEMENT))

    with pytest.raises(NotValid, match="02/11/2026"):
        must_follow(Handled(NEW), VisitOutcome.RECEIVED, RECEIPT)


def test_a_result_belongs_to_the_receipt_before_it() -> None:
    assert answers(VisitOutcome.RETURNED, RECEIPT) == RECEIPT
    assert answers(VisitOutcome.RETURNED, replace(RECEIPT, outcome=VisitOutcome.WITHDRAWN)) is None
    assert answers(VisitOutcome.RETURNED, None) is None
    assert answers(VisitOutcome.SUPPLEMENT, RECEIPT) is None
