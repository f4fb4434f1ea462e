"""A printer's URI: right ones find their driver, wrong ones are refused with a sentence that names the mend."""

import re
from pathlib import Path

import pytest

from hardware.printers.address import InFolder, PrinterAddress, open_printer
from hardware.printers.model import WrongPrinterAddress
from hardware.printers.printer import PrinterUnreachable
from hardware.printers.wires import OnFile, OnNetwork, OnSerial, OnUsb


@pytest.mark.parametrize(
    ("uri", "place"),
    [
        ("tcp://192.168.1.50:9100", OnNetwork("192.168.1.50", 9100)),
        ("tcp://printer", OnNetwork("printer", 9100)),
        ("serial:///dev/ttyUSB0?baud=38400", OnSerial("/dev/ttyUSB0", 38400)),
        ("serial:///dev/ttyS1?baud=9600", OnSerial("/dev/ttyS1", 9600)),
        ("usb://04b8:0E15", OnUsb(0x04B8, 0x0E15)),
        ("usb://0416:5011?in=0x81&out=0x03", OnUsb(0x0416, 0x5011, 0x81, 0x03)),
        ("file:///dev/usb/lp0", OnFile(Path("/dev/usb/lp0"))),
        ("virtual:///paper/a%20folder", InFolder(Path("/paper/a folder"))),
    ],
)
def test_an_address_says_where_the_printer_is(uri: str, place: object) -> None:
    assert PrinterAddress.parse(uri).place == place


@pytest.mark.parametrize(
    ("uri", "mend"),
    [
        ("", "tcp://HOST:9100"),
        ("lpt1", "tcp://HOST:9100"),
        ("http://printer", "tcp://HOST:9100"),
        ("tcp://", "Name the printer's host"),
        ("tcp://printer:paper", "must be a number"),
        ("tcp://printer:99999", "must be a number"),
        ("tcp://[broken", "is no printer address"),
        ("tcp://printer?roll=0", "from 1 to 1000"),
        ("usb://epson", "as lsusb shows them"),
        ("usb://04b8:0e15?in=zz", "hexadecimal"),
        ("serial://dev/ttyUSB0", "three slashes"),
        ("serial:///dev/ttyUSB0?baud=12345", "38400"),
        ("file:///", "three slashes"),
        ("virtual://folder", "three slashes"),
        ("virtual:///folder?paper=58", "no option 'paper'"),
        ("virtual:///folder?profile=TM-X", "choose one of"),
        ("tcp://printer?profile=TM-U220", "prints no pictures"),
        ("tcp://printer?profile=OCD-300", "prints no pictures"),
        ("virtual:///folder?codepage=300", "from 0 to 255"),
        ("virtual:///folder?codepage=7", "leave codepage= out"),
        ("virtual:///folder?width=100", "576 for 80 mm"),
        ("tcp://printer?letters=all", "letters=defined, or leave it out"),
        ("tcp://printer?status=maybe", "status=on or status=off"),
    ],
)
def test_a_wrong_address_is_refused_with_its_mend(uri: str, mend: str) -> None:
    with pytest.raises(WrongPrinterAddress, match=mend):
        open_printer(uri)


@pytest.mark.parametrize(
    ("options", "width", "pages"),
    [
        ("", 576, []),
        ("?profile=POS-5890", 384, []),
        ("?profile=TM-T88V&codepage=30", 512, [30, 31]),
        ("?codepage=31", 576, [31, 30]),
        ("?codepage=52", 576, [52]),
        ("?profile=POS-5890&codepage=27", 384, [27]),
        ("?width=384", 384, []),
        ("?profile=POS-5890&codepage=27&letters=defined", 384, [27]),
        ("?letters=defined", 576, [None]),
    ],
)
def test_the_options_say_what_the_printer_can_do(options: str, width: int, pages: list[int]) -> None:
    model = PrinterAddress.parse(f"virtual:///paper{options}").model

    assert (model.width_dots, [page.number for page in model.text_pages]) == (width, pages)


def test_every_printer_that_the_readme_names_is_one_that_is_understood() -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    table = page.split("| printer | `--printer` |")[1].split("\n\n")[0]
    addresses = re.findall(r"\| `(\w+://[^`]+)` \|$", table, re.MULTILINE)

    assert len(addresses) == len(table.splitlines()) - 2 > 8
    for address in addresses:
        PrinterAddress.parse(address)


@pytest.mark.parametrize("uri", ["serial:///dev/no-such-port", "file:///dev/no-such-printer", "usb://dead:beef"])
def test_a_printer_that_is_not_there_is_unreachable_and_not_a_new_file(uri: str) -> None:
    printer = open_printer(uri)

    with pytest.raises(PrinterUnreachable, match="cannot be reached"):
        printer.status()
