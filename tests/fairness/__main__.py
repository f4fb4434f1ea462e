"""`make fairness`: simulates, and writes the tables into docs/fairness.md between its two marks. About ten minutes.

`python -m tests.fairness 2 600`: so many seeds and visitors, printed only.
"""

import re
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from tests.fairness import figures
from tests.fairness.crowd import crowd
from tests.fairness.hall import waits
from tests.fairness.orders import ORDERS

SEEDS, VISITORS = 16, 6000
PROCESSES = 2
DOCUMENT = Path("docs/fairness.md")
MARKS = re.compile(r"(?<=<!-- from make fairness -->\n).*(?=<!-- to here -->)", re.DOTALL)
MEMORY = Path("/dev/shm")
"""The figures are those of the model's clock: a disk would add nothing to them but time."""
IN_DOMAIN_MD = {
    "first come, first served": (24.5, 24.3),
    "strict priority": (2.4, 29.3),
    "head start of 20 minutes": (13.3, 26.8),
    "one call in three": (9.0, 27.8),
}

Run = tuple[list[float], list[float]]
"""The waits of one run: of those with priority and of the others."""


def main(seeds: int, visitors: int) -> str:
    """The tables, as Markdown."""
    asked = list(product(ORDERS, range(1, seeds + 1)))
    with ProcessPoolExecutor(PROCESSES) as processes:
        found = list(processes.map(run, *zip(*asked, strict=True), [visitors] * len(asked)))
    runs = {name: [run for (order, _), run in zip(asked, found, strict=True) if order == name] for name in ORDERS}
    return f"{_waits(runs)}\n{_gains(runs)}"


def run(order: str, seed: int, visitors: int) -> Run:
    """One order, one seed. The first and last visitors are left out: the hall was empty before, and is after them."""
    people, edge = crowd(seed, visitors), visitors // 12
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        waited = waits(ORDERS[order], people, Path(folder))
    measured = list(zip(waited, people, strict=True))[edge : -edge // 4]
    return [wait for wait, who in measured if who.has_priority], [
        wait for wait, who in measured if not who.has_priority
    ]


def _waits(runs: dict[str, list[Run]]) -> str:
    lines = [
        "| order | who | mean | luck taken out | exact | domain.md | P90 | worst |",
        "|---|---|---|---|---|---|---|---|",
    ]
    luck = [fmean([*priority, *others]) for priority, others in runs["first come, first served"]]
    for name, who in product(ORDERS, (0, 1)):
        mine = [each[who] for each in runs[name]]
        means = [fmean(each) for each in mine]
        cells = [
            *(name, ("priority", "others")[who], str(figures.mean(means)), str(figures.without_luck(means, luck))),
            *(_exact(name)[who], f"{IN_DOMAIN_MD[name][who]}"),
            *(str(figures.mean([figures.percentile(each, 0.9) for each in mine])), f"{max(map(max, mine)):.0f}"),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _exact(name: str) -> Sequence[str]:
    match name:
        case "first come, first served":
            return (f"{figures.exact_first_come():.1f}",) * 2
        case "strict priority":
            return [f"{each:.1f}" for each in figures.exact_strict()]
        case _:
            return ("–", "–")


def _gains(runs: dict[str, list[Run]]) -> str:
    """Each order against first come, seed by seed: the same people on the same day."""
    lines = ["| against first come | priority wait less | others wait longer |", "|---|---|---|"]
    before = runs["first come, first served"]
    for name in list(ORDERS)[1:]:
        pairs = list(zip(before, runs[name], strict=True))
        gain = figures.mean([fmean(old[0]) - fmean(new[0]) for old, new in pairs])
        price = figures.mean([fmean(new[1]) - fmean(old[1]) for old, new in pairs])
        lines.append(f"| {name} | {gain} | {price} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:]:
        print(main(*map(int, sys.argv[1:])))
    else:
        tables = main(SEEDS, VISITORS)
        print(tables)
        DOCUMENT.write_text(MARKS.sub(lambda _: tables, DOCUMENT.read_text()))
