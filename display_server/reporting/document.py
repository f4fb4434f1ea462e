"""A report before it is a file: titled tables with notes. Pure; words are in one language already."""

from dataclasses import dataclass
from enum import Enum, auto

Cell = str | int | float | None


class Kind(Enum):
    """How a column's cells are written."""

    TEXT = auto()
    COUNT = auto()
    """Whole numbers: pieces, đồng."""
    POINTS = auto()
    """One decimal, as Circular 01/2018/TT-VPCP has it."""
    SHARE = auto()
    """0..1, shown as a per cent with two decimals."""
    MINUTES = auto()
    """One decimal."""
    MEAN = auto()
    """Of marks: two decimals."""
    PROSE = auto()
    """Sentences, over several lines."""
    BARCODE = auto()
    """A code that paper shows as Code 128 as well."""


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    kind: Kind = Kind.COUNT
    width: int = 12
    """In characters, about."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar for each row of a table, named by its first cell and as long as the cell of one column says."""

    title: str
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a spreadsheet, or a table on paper."""

    name: str
    """Short: what the sheet's tab says."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    """How the figures are defined, what is left out and why."""
    total: tuple[Cell, ...] | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    by: str
    """Whose it is: the hall."""
    period: str
    tables: tuple[Table, ...]
    language: str = "vi"


def shown(cell: Cell, kind: Kind, language: str) -> str:
    """A cell as people read it: 1.250.000 and 96,36 % in Vietnamese; a dash for nothing."""
    match cell, kind:
        case None, _:
            return "–"
        case ((int() | float()), Kind.SHARE):
            return f"{_decimal(f'{cell * 100:.2f}', language)} %"
        case ((int() | float()), Kind.POINTS | Kind.MINUTES):
            return _decimal(f"{cell:.1f}", language)
        case ((int() | float()), Kind.MEAN):
            return _decimal(f"{cell:.2f}", language)
        case int(), _:
            return f"{cell:,}".replace(",", ".") if language == "vi" else f"{cell:,}"
        case _:
            return str(cell)


def _decimal(written: str, language: str) -> str:
    return written.replace(".", ",") if language == "vi" else written
