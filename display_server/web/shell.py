"""The frame of every browser page: its language and its words. Knows no hall and no screen.

A page is an empty shell with one script and a block of facts; everything that lives comes to the script by Socket.IO.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from display_server import words
from display_server.domain.refusals import Refused, TooOften, Unavailable
from display_server.web.script_words import modules, sentences

COOKIE = "language"
A_YEAR = 365 * 24 * 60 * 60


class Screen(NamedTuple):
    """One browser page: its script, its style sheets beyond the common one, and the shape of its body."""

    script: str
    styles: tuple[str, ...] = ()
    template: str = "screen.html"
    fonts_come_late: bool = False
    """The script asks for the fonts once it has shown something: on a slow line they would come first, and be most."""
    manifest: str | None = None
    """The address of its web app manifest, where it can be installed; its facts' names in braces."""


def page(
    screen: Screen, title: str, language: str, languages: Sequence[str] = words.LANGUAGES, /, **facts: object
) -> Response:
    """The shell of one screen; `facts` are what its script must know before anything arrives.

    `languages`: those that it can be read in. What has no catalogue is said in English, names as the hall has them.
    """
    given = {"language": language, "languages": languages, "words": words_of(screen.script), "facts": facts}
    shell = render_template(
        screen.template,
        screen=screen,
        modules=modules(screen.script),
        manifest=screen.manifest.format(**facts) if screen.manifest else None,
        title=title,
        language=language,
        given=given,
        _=partial(words.say, language),
    )
    response = make_response(shell)
    if request.args.get("lang") == language:
        response.set_cookie(COOKIE, language, max_age=A_YEAR, samesite="Lax")
    return response


def not_ready(refusal: Unavailable) -> ResponseReturnValue:
    """For a screen that was switched on before the database: it asks again by itself, nobody need touch it."""
    return _asks_again(refusal), 503


def too_often(refusal: TooOften) -> ResponseReturnValue:
    return _asks_again(refusal), 429, {"Retry-After": str(refusal.retry_after or 1)}


def _asks_again(refusal: Refused) -> str:
    language = visitors_language()
    say = partial(words.say, language)
    return render_template("not_ready.html", language=language, _=say, why=say(refusal.sentence, **refusal.facts))


def visitors_language(languages: Sequence[str] = words.LANGUAGES) -> str:
    """What the page's address asks for, else what was chosen last, else what the browser prefers, else the first."""
    return chosen_language(languages) or request.accept_languages.best_match(languages) or languages[0]


def chosen_language(languages: Sequence[str] = words.LANGUAGES) -> str | None:
    """The language somebody chose. The hall's own screens ask only this: their browsers often come set to English."""
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in languages:
            return asked
    return None


def named(names: Mapping[str, str], language: str) -> str:
    """A name in the language, or in the first language it has."""
    return names.get(language) or next(iter(names.values()), "")


@cache
def words_of(script: str) -> Mapping[str, Mapping[str, str]]:
    """What a page's script translates with: per language, its English sentences → those that differ."""
    said = sentences(script)
    return {
        language: {sentence: text for sentence in said if (text := words.say(language, sentence)) != sentence}
        for language in words.LANGUAGES
    }
