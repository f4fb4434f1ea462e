"""What is installed where: every package that a part imports stands in its extra or in the base, and no other does."""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest

PARTS = {"server": ("display_server", "counter_panel"), "kiosk": ("kiosk_app", "hardware")}
OF_ONE_PART_ONLY = {
    "server": {"flask", "gevent", "psycopg", "redis", "sqlalchemy", "alembic"},
    "kiosk": {"kivy", "python-escpos"},
}
OPTIONAL = {"lightgbm", "pyarrow"}
"""Of a server that wants them."""
COMES_WITH = {
    "py-vapid": "pywebpush",
    "werkzeug": "flask",
    "itsdangerous": "flask",
    "joserfc": "authlib",
    "pydantic-core": "pydantic",
}
"""Parts of what is named."""
OURS = {"display_server", "counter_panel", "hardware", "kiosk_app"}
A_FOLDER_OF_FONTS = "fontpkg"
"""Every package of a font stands in it."""


def packages_of(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\[>=]", each)[0].lower() for each in requirements}


def imported_by(part: str) -> set[str]:
    """The distributions that a part imports, through whatever modules of ours."""
    graph = grimp.build_graph(
        *("display_server", "counter_panel", "kiosk_app", "hardware"),
        include_external_packages=True,
        exclude_type_checking_imports=True,  # read by mypy alone
    )
    reached = {module for module in graph.modules if module.split(".")[0] in PARTS[part]}
    waiting = list(reached)
    while waiting:
        module = waiting.pop()
        if module in graph.modules:
            found = graph.find_modules_directly_imported_by(module) - reached
            reached |= found
            waiting += found
    names = {module.split(".")[0] for module in reached} - set(sys.stdlib_module_names) - OURS - {A_FOLDER_OF_FONTS}
    known = packages_distributions()
    packages = {known[name][0].lower().replace("_", "-") for name in names}
    return {COMES_WITH.get(package, package) for package in packages}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_installed_with_all_that_it_imports(part: str) -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]

    extras = project["optional-dependencies"]
    optional = [*extras["parquet"], *extras["estimates"]] if part == "server" else []  # works without them
    installed = packages_of([*project["dependencies"], *extras[part], *optional])

    assert imported_by(part) <= installed


@pytest.mark.parametrize(("part", "other"), [("server", "kiosk"), ("kiosk", "server")])
def test_the_lock_of_a_part_holds_nothing_of_the_other(part: str, other: str) -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", Path(f"requirements-{part}.lock").read_text(), re.MULTILINE))

    assert locked.isdisjoint(OF_ONE_PART_ONLY[other] | OPTIONAL)
    assert locked >= OF_ONE_PART_ONLY[part]
