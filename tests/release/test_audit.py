"""What `make audit` makes of what its services say: not checked is never fine."""

import json

import pytest

from tests.release.audit import (
    FINE,
    KNOWN,
    NOT_CHECKED,
    NotChecked,
    NothingKnown,
    SomethingKnown,
    Verdict,
    code_of,
    of_npm_audit,
    of_pip_audit,
    told,
)

CLEAN = {"name": "flask", "version": "3.1.1", "vulns": []}
HOLED = {"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-2014-8", "fix_versions": ["2.7.2"]}]}
UNHEARD = {"name": "anyio", "skip_reason": "Dependency not found on PyPI and could not be audited: anyio (4.16.0)"}
NPM_CLEAN = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 120}}}
NPM_HOLED = {
    "vulnerabilities": {"ws": {"range": "<8.17.1", "severity": "high"}},
    "metadata": {"dependencies": {"total": 120}},
}


def pip_audit(*packages: object) -> Verdict:
    return of_pip_audit(json.dumps({"dependencies": packages, "fixes": []}), "")


def test_packages_that_the_service_answers_for_are_fine() -> None:
    assert pip_audit(CLEAN, CLEAN) == NothingKnown(2)
    assert of_npm_audit(json.dumps(NPM_CLEAN), "") == NothingKnown(120)


def test_an_advisory_is_told_with_its_mend() -> None:
    assert pip_audit(CLEAN, HOLED) == SomethingKnown(("jinja2 2.4.1: PYSEC-2014-8, mended in 2.7.2",))
    assert of_npm_audit(json.dumps(NPM_HOLED), "") == SomethingKnown(("ws <8.17.1: high",))


def test_one_package_that_was_never_heard_of_is_not_checked() -> None:
    assert isinstance(pip_audit(CLEAN, UNHEARD), NotChecked)
    assert isinstance(pip_audit(), NotChecked)


@pytest.mark.parametrize("said", ["", "[]", "<html>", json.dumps({"message": "405 Method Not Allowed"})])
def test_a_service_that_does_not_answer_is_not_fine(said: str) -> None:
    verdict = of_npm_audit(said, "npm error\nnpm error audit endpoint returned an error")

    assert isinstance(verdict, NotChecked)
    assert "NOT CHECKED" in told("package-lock.json", verdict)
    assert "\n" not in told("package-lock.json", verdict)


def test_a_machine_without_network_is_told_in_one_line() -> None:
    assert of_pip_audit("", "Traceback\nrequests.exceptions.ConnectionError: no route") == NotChecked(
        "requests.exceptions.ConnectionError: no route"
    )


def test_each_end_has_a_code_of_its_own_and_what_is_known_comes_first() -> None:
    fine, known, unchecked = NothingKnown(1), SomethingKnown(("x",)), NotChecked("away")

    assert [code_of(each) for each in ((fine, fine), (fine, known), (fine, unchecked), (unchecked, known))] == [
        FINE,
        KNOWN,
        NOT_CHECKED,
        KNOWN,
    ]
