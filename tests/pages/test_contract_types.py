"""The scripts' types follow the contract."""

from pathlib import Path

from display_server.pages.contract_types import declarations


def test_the_scripts_types_are_those_of_the_contract() -> None:
    generated = Path("display_server/static/contract.d.ts").read_text(encoding="utf-8")

    assert generated == declarations(), "run: python -m display_server.pages.contract_types > …/static/contract.d.ts"
