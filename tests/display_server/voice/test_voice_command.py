"""`motcua voice`: what a speaker is handed, what is said of a pack, and a pack made by a program."""

import sys
from pathlib import Path

import numpy as np
from click.testing import CliRunner

from display_server.cli import commands
from display_server.domain.announcing import Called
from display_server.voice.audio import TARGET_LUFS, loudness, read_wav, wav_bytes
from display_server.voice.making import make
from display_server.voice.recipe import Recipe
from display_server.voice.sentences import sentence
from tests.display_server.voice.recorded import a_pack, tone

HALL = Path("display_server/dong_nai_hall.toml")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands, ["voice", *arguments], standalone_mode=False)
    if result.exception is not None:
        return 2, str(result.exception)
    return int(result.return_value or 0), result.stdout


def test_a_speaker_is_handed_every_clip_and_what_it_says() -> None:
    _, said = run("words")

    lines = dict(line.split("\t") for line in said.splitlines())
    assert lines["call-1.wav"] == "Mời công dân có số"
    assert lines["call-2.wav"] == "đến quầy số"
    assert lines["5-after-ten.wav"] == "lăm"
    assert lines["b.wav"] == "bê"
    assert len(lines) < 70


def test_nothing_is_said_of_a_good_pack(tmp_path: Path) -> None:
    assert run("check", str(a_pack(tmp_path / "whistle"))) == (0, "")


def test_what_is_wrong_with_a_pack_is_said_clip_by_clip(tmp_path: Path) -> None:
    folder = a_pack(tmp_path / "whistle", without=("7",))
    (folder / "1.wav").write_bytes(wav_bytes(np.clip(tone(440, level=3), -1, 1)))
    (folder / "2.wav").write_bytes(wav_bytes(tone(440, seconds=6)))
    (folder / "3.wav").write_bytes(wav_bytes(tone(440, level=0.004)))
    (folder / "4.wav").write_bytes(b"no sound")

    status, said = run("check", str(folder))

    assert status == 1
    assert [line.partition(": ")[0] + line.partition(": ")[2][:12] for line in said.splitlines()] == [
        '7.wav ("bảy")is missing: ',
        '1.wav ("một")is clipped: ',
        '2.wav ("hai")is too long ',
        '3.wav ("ba")is too quiet',
        '4.wav ("bốn")is unusable ',
    ]


def test_what_is_no_pack_is_refused_in_words(tmp_path: Path) -> None:
    status, said = run("check", str(tmp_path))

    assert status == 2
    assert "has no manifest.toml: write one with language, speaker and licence." in said


def test_a_pack_made_ahead_by_a_program_says_every_number_at_every_counter(tmp_path: Path) -> None:
    program = tmp_path / "voice.py"
    wav = tmp_path / "said.wav"
    wav.write_bytes(wav_bytes(tone(330, seconds=0.6, level=0.05)))
    program.write_text(f"import sys; sys.stdin.read(); sys.stdout.buffer.write(open({str(wav)!r}, 'rb').read())")
    pack = tmp_path / "made"
    arguments = ("--hall", str(HALL), "--numbers", "41-42", "--command", f"{sys.executable} {program}")

    status, said = run("render", str(pack), *arguments, "--speaker", "A program", "--licence", "CC0-1.0")

    assert (status, said) == (0, "")
    call = sentence(Called("A042", 3), "vi")
    assert call is not None
    made = make(Recipe((call,), packs=((str(pack), "1"),)))
    assert [mark.clip for mark in made.sound.marks] == ["call-number-a042", "call-counter-3"]
    assert made.voices == ("made",)
    assert abs(loudness(read_wav((pack / "call-counter-3.wav").read_bytes()).samples) - TARGET_LUFS) < 1


def test_a_program_that_fails_ends_the_making_in_words(tmp_path: Path) -> None:
    arguments = ("--hall", str(HALL), "--numbers", "1-1", "--command", f"{sys.executable} -c 'raise SystemExit(3)'")

    status, said = run("render", str(tmp_path / "made"), *arguments, "--speaker", "A program", "--licence", "CC0-1.0")

    assert status == 2
    assert "cannot be made: the command failed (3)" in said
