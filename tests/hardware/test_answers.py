"""What printers send back is told apart, in whatever pieces and order it comes."""

from hypothesis import given, strategies as st

from hardware.printers.answers import AllOnPaper, Answer, AnswerReader, Cleared, KeysStored, RealTime, WholeStatus
from hardware.printers.commands import CLEARED
from hardware.printers.printer import PrinterStatus
from hardware.printers.status import (
    ERROR,
    OFFLINE,
    PAPER,
    answer_full,
    answer_status,
    answer_when_printed,
    read_status,
    tell_automatic,
)
from hardware.printers.stored_pictures import answer_keys

FAULTS = st.builds(
    PrinterStatus,
    paper_out=st.booleans(),
    paper_near_end=st.booleans(),
    cover_open=st.booleans(),
    broken=st.booleans(),
    cutter_stuck=st.booleans(),
)
WITH_SLIPS = st.builds(
    PrinterStatus, paper_out=st.booleans(), paper_near_end=st.booleans(), broken=st.booleans(), slip_waits=st.booleans()
)
KEYS = st.frozensets(st.binary(min_size=2, max_size=2).filter(lambda key: all(33 <= byte < 127 for byte in key)))
SAID: st.SearchStrategy[tuple[bytes, Answer]] = st.one_of(
    FAULTS.map(lambda status: (tell_automatic(status), WholeStatus(status))),
    WITH_SLIPS.map(lambda status: (answer_full(status), WholeStatus(status))),
    FAULTS.map(lambda status: (answer_when_printed(status), AllOnPaper(status.paper_out))),
    st.tuples(FAULTS, st.sampled_from([OFFLINE, ERROR, PAPER])).map(
        lambda asked: (answer_status(*asked), RealTime(answer_status(*asked)[0]))
    ),
    KEYS.map(lambda keys: (answer_keys(keys), KeysStored(keys))),
    st.just((CLEARED, Cleared())),
)


@given(st.lists(SAID, max_size=8), st.integers(1, 7))
def test_answers_are_told_apart_in_whatever_pieces_they_come(said: list[tuple[bytes, Answer]], piece: int) -> None:
    stream = b"".join(written for written, _ in said)
    reader = AnswerReader()
    heard = [answer for at in range(0, len(stream), piece) for answer in reader.feed(stream[at : at + piece])]

    assert heard == [answer for _, answer in said]


@given(FAULTS, FAULTS)
def test_a_real_time_answer_may_come_in_the_middle_of_an_automatic_one(
    one: PrinterStatus, other: PrinterStatus
) -> None:
    told = tell_automatic(one)
    bits = answer_status(other, PAPER)

    assert list(AnswerReader().feed(told[:2] + bits + told[2:])) == [RealTime(bits[0]), WholeStatus(one)]


@given(FAULTS)
def test_asking_three_questions_tells_the_state(status: PrinterStatus) -> None:
    assert read_status(*(answer_status(status, kind)[0] for kind in (OFFLINE, ERROR, PAPER))) == status


@given(st.binary(max_size=60))
def test_noise_on_the_line_never_breaks_the_reader(noise: bytes) -> None:
    reader = AnswerReader()
    list(reader.feed(noise))
    heard = list(reader.feed(bytes(200) + b"\x12"))

    assert heard[-1] == RealTime(0x12)
