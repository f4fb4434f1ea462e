"""The virtual printer: each page's very bytes as NUMBER.bin, and what paper would show of them as NUMBER.png.

Knows no layout: the picture is made from the bytes alone.
"""

import os
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from PIL import Image

from hardware.printers.command_reader import CommandReader
from hardware.printers.compose import compose
from hardware.printers.model import Model, page_of
from hardware.printers.paper import Page, Trial
from hardware.printers.paper_roll import PaperRoll
from hardware.printers.printer import PrinterStatus, PrinterUnreachable


class VirtualPrinter:
    """A printer that prints into a folder, which it makes. `state` is how it is; set it to see a fault.

    With a presenter each slip waits to be taken.
    """

    def __init__(self, folder: Path, model: Model) -> None:
        self._folder = folder
        self._model = model
        self.state = PrinterStatus()
        self.retracted: list[str] = []
        """The names of the slips that nobody took."""
        self._presented = ""
        self._told = self.state

    @property
    def model(self) -> Model:
        return self._model

    def print(self, page: Page) -> None:
        if fault := self.state.fault():
            raise fault
        slip = compose(page, self._model)
        shown = picture(slip, self._model, shows_boxes=any(isinstance(each, Trial) for each in page.elements))
        name = re.sub(r"[^\w-]", "_", page.name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _whole(self._folder / f"{name}.bin", slip)
            _whole_picture(self._folder / f"{name}.png", shown)
        except OSError as fault_:
            raise PrinterUnreachable(
                f"The folder {self._folder} cannot be written ({fault_}): name another."
            ) from fault_
        if self._model.presents:
            self.state, self._presented = replace(self.state, slip_waits=True), page.name

    def take(self) -> None:
        """Somebody takes the slip out of the presenter."""
        self.state = replace(self.state, slip_waits=False)

    def status(self) -> PrinterStatus:
        self._told = self.state
        return self.state

    def heard(self) -> PrinterStatus | None:
        changed, self._told = self.state != self._told, self.state
        return self.state if changed else None

    def recover(self) -> None:
        """It stays as it was set."""

    def cut_off(self) -> None:
        """Nothing hangs out: pages come whole or not at all."""

    def retract(self) -> None:
        if self.state.slip_waits:
            self.retracted.append(self._presented)
            self.take()

    def close(self) -> None:
        """Holds nothing: each file is closed as it is written."""


def new_roll(model: Model) -> PaperRoll:
    """A fresh roll under the print head of this model."""
    return PaperRoll(model.width_dots, partial(page_of, model.profile))


def picture(slip: bytes, model: Model, *, shows_boxes: bool = False) -> Image.Image:
    """What paper would show of these bytes: the first slip that is cut off, or what hangs out where nothing cuts.

    Raises UnknownCommand, naming the bytes.
    """
    roll, reader = new_roll(model), CommandReader()
    roll.shows_boxes = shows_boxes
    for command in reader.feed(slip):
        roll.apply(command)
    reader.finish()
    return roll.slips[0] if roll.slips else roll.hanging() or Image.new("L", (model.width_dots, 1), 255)


def _whole(path: Path, written: bytes) -> None:
    """Written aside and then named, so that nobody sees half a file."""
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(written)
    os.replace(aside, path)


def _whole_picture(path: Path, image: Image.Image) -> None:
    aside = path.with_name(path.name + ".part")
    image.save(aside, format="PNG", dpi=(203, 203))
    os.replace(aside, path)
