"""`make audit`: is anything known against a package that the lock files name? Asks PyPI's and npm's advisory services.

Ends with 0 where nothing is known, with 1 where something is, and with 3 where a service did not answer for every
package: not checked is never the same as fine.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

PYTHON_LOCKS = ("requirements-server.lock", "requirements-kiosk.lock", "requirements-dev.lock")
NPM_LOCK = "package-lock.json"
FINE, KNOWN, NOT_CHECKED = 0, 1, 3
PIP_AUDIT = (sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format=json", "--timeout=15")
NPM_AUDIT = ("npm", "audit", "--json")


@dataclass(frozen=True, slots=True)
class NothingKnown:
    packages: int


@dataclass(frozen=True, slots=True)
class SomethingKnown:
    advisories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotChecked:
    why: str


Verdict = NothingKnown | SomethingKnown | NotChecked


def of_pip_audit(said: str, complaint: str) -> Verdict:
    """What pip-audit's JSON means. It ends with 0 for packages that its service was never heard of, too."""
    answer = _json(said)
    if answer is None:
        return NotChecked(_last_line(complaint))
    packages = answer["dependencies"]
    known = tuple(
        f"{package['name']} {package['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'none'}"
        for package in packages
        for each in package.get("vulns", ())
    )
    unheard = [package["skip_reason"] for package in packages if "skip_reason" in package]
    if known:
        return SomethingKnown(known)
    if unheard or not packages:
        return NotChecked(f"of {len(packages)} packages {len(unheard)} were not found, {unheard[0] if unheard else ''}")
    return NothingKnown(len(packages))


def of_npm_audit(said: str, complaint: str) -> Verdict:
    """What npm's JSON means."""
    answer = _json(said)
    if answer is None or "metadata" not in answer:
        return NotChecked(_last_line(str((answer or {}).get("message", complaint))))
    known = tuple(
        f"{name} {package['range']}: {package['severity']}" for name, package in answer["vulnerabilities"].items()
    )
    return SomethingKnown(known) if known else NothingKnown(answer["metadata"]["dependencies"]["total"])


def told(lock: str, verdict: Verdict) -> str:
    match verdict:
        case NothingKnown(packages):
            return f"{lock}: nothing is known against its {packages} packages"
        case SomethingKnown(advisories):
            return "\n    ".join((f"{lock}: MEND THIS", *advisories))
        case NotChecked(why):
            return f"{lock}: NOT CHECKED, the advisory service did not answer: {why}"
        case _:
            assert_never(verdict)


def code_of(verdicts: Sequence[Verdict]) -> int:
    if any(isinstance(each, SomethingKnown) for each in verdicts):
        return KNOWN
    return NOT_CHECKED if any(isinstance(each, NotChecked) for each in verdicts) else FINE


def _run(*command: str) -> tuple[str, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def _json(said: str) -> dict[str, Any] | None:
    try:
        found = json.loads(said)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1][:200]


def main() -> int:
    verdicts: dict[str, Verdict] = {
        lock: of_pip_audit(*_run(*PIP_AUDIT, "--requirement", lock)) for lock in PYTHON_LOCKS
    }
    verdicts[NPM_LOCK] = of_npm_audit(*_run(*NPM_AUDIT))
    for lock, verdict in verdicts.items():
        print(told(lock, verdict))
    return code_of(tuple(verdicts.values()))


if __name__ == "__main__":
    sys.exit(main())
