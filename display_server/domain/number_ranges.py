"""Numbers as signs write them: `5–8, 12`. Pure."""

from collections.abc import Iterable


def number_ranges(numbers: Iterable[int]) -> str:
    """Each number once, in order; three and more in a row as a range."""
    rows: list[list[int]] = []
    for number in sorted(set(numbers)):
        if rows and rows[-1][-1] == number - 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return ", ".join(_row(row) for row in rows)


def _row(row: list[int]) -> str:
    return f"{row[0]}–{row[-1]}" if len(row) > 2 else ", ".join(map(str, row))
