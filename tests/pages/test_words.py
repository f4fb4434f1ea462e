"""Every sentence that a page, a script or a refusal says is in the Vietnamese catalogue."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from display_server.pages.script_words import extract

MAKEFILE = Path("Makefile").read_text(encoding="utf-8")


def test_a_script_inside_a_template_inside_a_template_keeps_its_sentences(tmp_path: Path) -> None:
    script = tmp_path / "page.js"
    script.write_text(
        'html`<b title=${_("One \\"two\\"")}>${all.map((n) => html`${ngettext("%(n)s", "%(n)ss", n)}`)}</b>`'
    )

    with script.open("rb") as file:
        found = list(extract(file, (), (), options={}))

    assert found == [(1, "_", 'One "two"', []), (1, "ngettext", ("%(n)s", "%(n)ss"), [])]


@pytest.mark.parametrize("room", ["display_server", "counter_panel"])
def test_every_sentence_is_said_in_vietnamese(room: str, tmp_path: Path) -> None:
    keywords = re.search(r'--keywords "([^"]+)"', MAKEFILE)
    assert keywords
    pot = tmp_path / "words.pot"
    command = "from babel.messages.frontend import main; main()"
    options = ("--mapping-file", "pyproject.toml", "--keywords", keywords[1], "--output-file", str(pot))
    subprocess.run([sys.executable, "-c", command, "--quiet", "extract", *options, room], check=True)
    with pot.open("rb") as wanted, Path(room, "locale/vi/LC_MESSAGES/motcua.po").open("rb") as known:
        sentences = {message.id for message in read_po(wanted) if message.id}
        said = {message.id for message in read_po(known, "vi") if message.id and message.string}

    assert sentences - said == set(), "run `make words` and translate them"
