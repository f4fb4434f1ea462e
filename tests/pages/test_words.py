"""Every sentence that a page, a script or a refusal says is in the Vietnamese catalogue; each page has its own."""

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from display_server.web.script_words import extract, modules
from display_server.words import LANGUAGES, say
from tests.browser import Visit
from tests.pages import views
from tests.pages.stand_in import StandIn

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


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sign-in",
        "/t/t0k3n",
        f"/display/{views.HALL}",
        f"/manager/{views.HALL}",
        f"/counter/{views.HALL}/12",
        f"/rating/{views.HALL}/12",
    ],
)
def test_a_page_has_the_words_of_the_scripts_that_its_browser_loads_and_no_others(
    server: StandIn, visit: Visit, path: str
) -> None:
    page = visit(f"{server.url}{path}")
    scripts: list[str] = page.evaluate(
        """() => performance.getEntriesByType("resource").map((one) => new URL(one.name).pathname)
          .filter((path) => path.endsWith(".js") && !path.includes("/vendor/"))"""
    )

    scripts += [later for script in scripts for later in asked_for_later(server, script)]
    given: dict[str, Any] = page.evaluate("() => JSON.parse(document.getElementById('given').textContent)")

    said = {sentence for script in scripts for sentence in sentences_of(server, script)}
    assert said
    assert given["words"] == {
        language: {sentence: text for sentence in said if (text := say(language, sentence)) != sentence}
        for language in LANGUAGES
    }


def asked_for_later(server: StandIn, script: str) -> list[str]:
    """The modules that the script at this address asks for once it needs them, and what comes with those."""
    text = server.app.test_client().get(script).get_data(as_text=True)
    found = re.findall(r'await import\("([^"]+)"\)', text)
    return [module for later in found for module in modules(later) if "/vendor/" not in module]


def sentences_of(server: StandIn, script: str) -> list[str]:
    """What the script at this address may say; of a count, the singular."""
    text = server.app.test_client().get(script).data
    found = extract(io.BytesIO(text), (), (), options={})
    return [sentence if isinstance(sentence, str) else sentence[0] for _, _, sentence, _ in found]
