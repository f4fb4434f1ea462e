"""Quarters and months as reports name them: 2026-Q4, 2026-11. Pure."""

from datetime import date, timedelta


def days_of_quarter(quarter: str) -> tuple[date, date]:
    """Its first and last day. The text is one."""
    year, nth = int(quarter[:4]), int(quarter[-1])
    return date(year, 3 * nth - 2, 1), _last_of_month(year, 3 * nth)


def days_of_month(month: str) -> tuple[date, date]:
    """Its first and last day. The text is one."""
    year, nth = map(int, month.split("-"))
    return date(year, nth, 1), _last_of_month(year, nth)


def _last_of_month(year: int, month: int) -> date:
    begins_next = date(year + month // 12, month % 12 + 1, 1)
    return begins_next - timedelta(days=1)


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"
