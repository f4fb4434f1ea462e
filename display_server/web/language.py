"""The language of an answer: what the request asks for, or English, the documentation's, where it asks for none."""

from flask import request

from display_server.words import LANGUAGES


def language_of_request() -> str:
    """`?lang=` where an address carries it (a link cannot set a header), else the header."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    if "Accept-Language" not in request.headers:
        return "en"
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
