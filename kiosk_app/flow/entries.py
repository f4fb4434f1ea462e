"""Lists of the catalogue: one by its slug, its place, a page of them."""

from typing import Protocol, TypeVar


class _Named(Protocol):
    @property
    def slug(self) -> str:
        """The name by which programs know it, unique among its kind."""


_Entry = TypeVar("_Entry", bound=_Named)


def with_slug(entries: tuple[_Entry, ...], slug: str | None) -> _Entry | None:
    return next((entry for entry in entries if entry.slug == slug), None)


def place(entries: tuple[_Entry, ...], slug: str) -> int:
    return next((place for place, entry in enumerate(entries) if entry.slug == slug), 0)


def paged(entries: tuple[_Entry, ...], page: int, per_page: int) -> tuple[int, int, tuple[_Entry, ...]]:
    """The page that exists and is nearest to `page`, how many there are, and what stands on it."""
    pages = max(1, -(-len(entries) // per_page))
    page = min(max(page, 0), pages - 1)
    return page, pages, entries[page * per_page : (page + 1) * per_page]
