"""`motcua voice` at the command line: what to record, what is wrong with a pack, making one ahead."""

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from display_server.domain.hall_plan import HallPlan
    from display_server.voice.pack import Pack

FOUND_SOMETHING_WRONG = 1
PACK = click.Path(path_type=Path)


@click.group("voice")
def voice_command() -> None:
    """The hall's voice: what to record for it, whether a recorded pack is good, making one by a program."""


@voice_command.command("words")
@click.option("--language", metavar="CODE", default="vi", show_default=True)
def words(language: str) -> None:
    """Print what a speaker records: a line for each clip, its file's name and what it says."""
    from display_server.voice.sentences import words_to_record

    for clip, text in words_to_record(language).items():
        click.echo(f"{clip}.wav\t{text}")


@voice_command.command("check")
@click.argument("pack", type=PACK)
def check(pack: Path) -> int:
    """Say what is missing, clipped, too long or too quiet in PACK, a folder or a .zip; exit 1 if anything is."""
    from display_server.voice import pack_check

    findings = list(pack_check.check(_read(pack)))
    for finding in findings:
        click.echo(finding)
    return FOUND_SOMETHING_WRONG if findings else 0


class Span(click.ParamType[range]):
    name = "1-999"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> range:
        ends = re.fullmatch(r"(\d{1,6})-(\d{1,6})", str(value))
        if ends is None or int(ends[1]) > int(ends[2]):
            self.fail(f"{value!r}: write the first and the last, as in 1-999.", param, ctx)
        return range(int(ends[1]), int(ends[2]) + 1)


@voice_command.command("render")
@click.argument("pack", type=PACK)
@click.option("--hall", "hall_file", type=click.Path(exists=True, path_type=Path), metavar="FILE.toml", required=True)
@click.option("--language", metavar="CODE", default="vi", show_default=True)
@click.option("--command", metavar="PROGRAM", help="As MOTCUA_VOICE_COMMAND; espeak-ng where neither is given.")
@click.option("--numbers", type=Span(), default="1-999", show_default=True, help="Of each of the hall's prefixes.")
@click.option("--speaker", required=True, help="Who speaks: the program's voice, by its name.")
@click.option("--licence", required=True, help="Under which the voice may be used, as in CC-BY-4.0.")
def render(
    pack: Path, hall_file: Path, language: str, command: str | None, numbers: range, speaker: str, licence: str
) -> None:
    """Make PACK, a folder: every number and every counter of a hall, called and recalled, spoken ahead by a program.

    What is there already stays: begun again, it goes on.
    """
    from display_server.voice.ahead import groups, make_clip
    from display_server.voice.espeak import EspeakVoice
    from display_server.voice.external import CommandVoice
    from display_server.voice.manifest import Manifest, write_manifest
    from display_server.voice.voice import CannotSay

    plan = _plan(hall_file)
    program = command or os.environ.get("MOTCUA_VOICE_COMMAND")
    voice = CommandVoice(program, (language,)) if program else EspeakVoice(plan.voice.accent)
    tickets = [plan.numbering_of(prefix).number(prefix, sequence) for prefix in plan.prefixes for sequence in numbers]
    write_manifest(pack, Manifest(language=language, speaker=speaker, licence=licence))
    with click.progressbar(
        list(groups(tickets, [counter.number for counter in plan.counters], language)), label=str(pack), file=sys.stderr
    ) as progress:
        for group in progress:
            try:
                make_clip(group, language, voice, pack)
            except CannotSay as reason:
                raise click.ClickException(f'"{group.text}" cannot be made: {reason}') from reason


def _plan(hall_file: Path) -> "HallPlan":
    from display_server.hall_file.reading import HallFileRefused, read_hall_file

    try:
        return read_hall_file(hall_file)
    except HallFileRefused as refused:
        raise click.UsageError(f"The hall file cannot be read.\n{refused}") from refused


def _read(path: Path) -> "Pack":
    from display_server.voice.pack import WrongPack, read_pack

    try:
        return read_pack(path)
    except WrongPack as wrong:
        raise click.UsageError(str(wrong)) from wrong
