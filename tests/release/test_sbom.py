"""A release names what it consists of."""

import json
import re
import tomllib
from pathlib import Path

from tests.release.sbom import SBOMS, written

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def test_a_release_names_every_package_of_its_locks(tmp_path: Path) -> None:
    packages = written(tmp_path)

    assert {file.name for file in packages} == set(SBOMS)
    for who in ("server", "kiosk"):
        document = json.loads((tmp_path / f"motcua-{who}.cdx.json").read_text())
        locked = LOCKED.findall(Path(f"requirements-{who}.lock").read_text())
        assert {each["name"] for each in document["components"]} == set(locked)
        assert document["metadata"]["component"]["name"] == "motcua"
    browser = json.loads((tmp_path / "motcua-browser.cdx.json").read_text())
    assert {"lit-html", "socket.io-client", "uplot"} <= {each["name"] for each in browser["components"]}
    assert "typescript" not in str(browser), "what builds is no part of the release"


def test_the_pages_have_the_version_of_the_release() -> None:
    release = tomllib.loads(Path("pyproject.toml").read_text())["project"]["version"]

    assert json.loads(Path("package.json").read_text())["version"] == release
