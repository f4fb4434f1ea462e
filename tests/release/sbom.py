"""`make sbom`: which packages a release consists of, as CycloneDX in dist/, checked against its schema.

One file for a server, one for a kiosk, one for what the pages load; each from the lock file, so it names just what is
installed. Needs no network.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

DIST = Path("dist")
CYCLONEDX = (str(Path(sys.executable).with_name("cyclonedx-py")), "requirements", "--pyproject=pyproject.toml")
NPM = ("npm", "sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--omit=dev", "--package-lock-only")
SBOMS: Mapping[str, Sequence[str]] = {
    "motcua-server.cdx.json": (*CYCLONEDX, "--output-reproducible", "requirements-server.lock"),
    "motcua-kiosk.cdx.json": (*CYCLONEDX, "--output-reproducible", "requirements-kiosk.lock"),
    "motcua-browser.cdx.json": NPM,
}


def written(into: Path) -> dict[Path, int]:
    """The files, and how many packages each names. Raises ValueError for one that its schema does not take."""
    into.mkdir(exist_ok=True)
    packages: dict[Path, int] = {}
    for name, command in SBOMS.items():
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        document = json.loads(text)
        if wrong := JsonStrictValidator(SchemaVersion.from_version(document["specVersion"])).validate_str(text):
            raise ValueError(f"{name} is no CycloneDX {document['specVersion']}: {wrong}")
        (into / name).write_text(text)
        packages[into / name] = len(document["components"])
    return packages


if __name__ == "__main__":
    for file, count in written(DIST).items():
        print(f"{file}: {count} packages")
