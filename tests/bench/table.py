"""Figures as text tables."""

from collections.abc import Sequence

MILLISECOND = 0.001


def show(title: str, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table; the first column is left-aligned, figures are right-aligned."""
    lines = [heading, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heading))]
    print(f"\n{title}\n")
    for place, line in enumerate(lines):
        print("  " + "  ".join(_aligned(cell, widths[column], column) for column, cell in enumerate(line)))
        if place == 0:
            print("  " + "  ".join("-" * width for width in widths))


def _aligned(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def ms(seconds: float) -> str:
    return f"{seconds / MILLISECOND:.2f}"


def ratio(value: float, baseline: float) -> str:
    return f"{value / baseline:.2f}x"


def spread(seconds: Sequence[float]) -> tuple[float, float, float, float]:
    """Mean, median, 99th percentile (nearest rank) and maximum."""
    ordered = sorted(seconds)
    count = len(ordered)
    return sum(ordered) / count, ordered[count // 2], ordered[min(count - 1, -(-count * 99 // 100) - 1)], ordered[-1]
