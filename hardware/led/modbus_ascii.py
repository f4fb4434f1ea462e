"""The protocol on the wire: MODBUS ASCII, "write multiple registers". Pure: bytes and values, no wire.

The frame is that of the public specification "MODBUS over Serial Line" V1.02, section 2.5.2:

    ':'  address  function  data …  LRC  CR LF

Between the colon and CR LF each byte is two hexadecimal capitals. The LRC is the two's complement of the sum of the
bytes before it, without carry. Function 16 (10 hex) writes registers of 16 bits, the high byte first ("MODBUS
Application Protocol" V1.1b3, section 6.12):

    asked     10  first register (2)  count (2)  bytes to come (1)  registers …
    answered  10  first register (2)  count (2)

An error is answered with the function + 80 hex and one byte that says which. A counter display has four registers:

    0, 1, 2   six ASCII letters, two to a register, blanks to the right; six blanks are darkness
    3         how often it blinks before it shows them steadily

So the display at counter 12 shows A045, blinking six times:

    :0C1000000004084130343520200006B8 CR LF   answered   :0C1000000004E0 CR LF

Many LED displays for RS-485 speak MODBUS with another order of registers: their table goes here.
"""

from dataclasses import dataclass

from hardware.led.display import LONGEST_TEXT, Showing

WRITE_REGISTERS, FAILED = 0x10, 0x80
FIRST_REGISTER, REGISTERS = 0, 4
BEGINS, ENDS = b":", b"\r\n"
HIGHEST_ADDRESS = 247


class WrongFrame(ValueError):
    """Bytes that are no frame, or were damaged on the way."""


@dataclass(frozen=True, slots=True)
class ModbusFrame:
    address: int
    function: int
    data: bytes


def written(frame: ModbusFrame) -> bytes:
    """The frame as it goes over the wire."""
    body = bytes((frame.address, frame.function)) + frame.data
    return BEGINS + (body + bytes((lrc(body),))).hex().upper().encode("ascii") + ENDS


def read(line: bytes) -> ModbusFrame:
    """The frame that came over the wire, from its colon to its CR LF.

    Raises WrongFrame.
    """
    if not line.startswith(BEGINS) or not line.endswith(ENDS):
        raise WrongFrame(f"{line!r} does not begin with a colon and end with CR LF")
    try:
        body = bytes.fromhex(line[len(BEGINS) : -len(ENDS)].decode("ascii"))
    except ValueError as wrong:
        raise WrongFrame(f"{line!r} is not hexadecimal") from wrong
    if len(body) < 3 or lrc(body[:-1]) != body[-1]:
        raise WrongFrame(f"{line!r} was damaged on the way")
    return ModbusFrame(body[0], body[1], body[2:-1])


def lrc(body: bytes) -> int:
    """The longitudinal redundancy check."""
    return -sum(body) & 0xFF


def showing_to_frame(address: int, showing: Showing) -> ModbusFrame:
    """What a display is told to show. What it has no place for becomes dashes: part of a number is another number."""
    text = showing.text if len(showing.text) <= LONGEST_TEXT else "-" * LONGEST_TEXT
    letters = text.encode("ascii", "replace").ljust(LONGEST_TEXT)
    registers = letters + showing.blinks.to_bytes(2, "big")
    return ModbusFrame(address, WRITE_REGISTERS, _range() + bytes((len(registers),)) + registers)


def showing_of(frame: ModbusFrame) -> Showing:
    """What a display is told to show.

    Raises WrongFrame for a frame that says something else.
    """
    head = _range() + bytes((2 * REGISTERS,))
    if frame.function != WRITE_REGISTERS or not frame.data.startswith(head) or len(frame.data) != len(head) + 8:
        raise WrongFrame(f"function {frame.function:#x} with {frame.data.hex()} shows nothing")
    letters, blinks = frame.data[len(head) : -2], frame.data[-2:]
    return Showing(letters.decode("ascii").rstrip(), int.from_bytes(blinks, "big"))


def done(frame: ModbusFrame) -> ModbusFrame:
    """How a display answers that it shows what it was told."""
    return ModbusFrame(frame.address, WRITE_REGISTERS, _range())


def _range() -> bytes:
    return FIRST_REGISTER.to_bytes(2, "big") + REGISTERS.to_bytes(2, "big")
