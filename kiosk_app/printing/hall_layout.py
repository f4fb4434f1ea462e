"""The hall's own layout of the ticket, as the server tells it: kept in the store, so that it holds without the server.

A layout from a file on the kiosk goes before it. Knows no printer.
"""

import logging
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

from display_server.contract import TicketLayout
from kiosk_app.printing.ticket_template import BLOCKS, NEEDED, USUAL, USUAL_TEMPLATE, Template
from kiosk_app.store.kiosk_store import KioskStore

log = logging.getLogger(__name__)

NOTE = "ticket layout"
COLLECT_SECONDS = 30.0


class HallLayout:
    """`fixed` is the template of a file, where the kiosk was started with one."""

    def __init__(self, store: KioskStore, fixed: Template | None = None) -> None:
        self._store, self._fixed = store, fixed
        self._layout = store.notes.get_as(TicketLayout, NOTE)
        self._template = self._of(self._layout)

    @property
    def template(self) -> Template:
        return self._fixed or self._template

    def collect_seconds(self) -> float:
        """How long a presenter holds a slip out."""
        return self._layout.collect_seconds if self._layout else COLLECT_SECONDS

    def update(self, version: str | None, fetch: Callable[[], TicketLayout]) -> None:
        """Fetches the layout where the hall has another one now. Raises what `fetch` raises."""
        if version is None or (self._layout and self._layout.version == version):
            return
        self._layout = fetch()
        self._template = self._of(self._layout)
        self._store.notes.set(NOTE, self._layout.model_dump_json())

    def _of(self, layout: TicketLayout | None) -> Template:
        """What this kiosk can print of it: a block of a newer version is left out."""
        if layout is None:
            return USUAL_TEMPLATE
        known = {*BLOCKS, *layout.texts}
        blocks, narrow = (
            tuple(block for block in blocks if block in known) for blocks in (layout.blocks, layout.narrow_blocks)
        )
        usual = blocks if NEEDED in blocks else USUAL
        return Template(usual, narrow if NEEDED in narrow else usual, layout.texts, self._logo(layout))

    def _logo(self, layout: TicketLayout) -> Path | None:
        if layout.logo is None:
            return None
        file = self._store.folder / f"logo-{layout.version}.png"
        if not file.exists():
            aside = file.with_suffix(".part")
            try:
                aside.write_bytes(b64decode(layout.logo))
                aside.replace(file)
            except OSError as fault:
                log.warning("tickets go without the logo: %s", fault)
                return None
        return file
