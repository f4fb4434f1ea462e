"""The language of an answer: what the request asks for, or English, the documentation's, where it asks for none."""

from flask import request

from display_server.words import LANGUAGES


def language_of_request() -> str:
    if "Accept-Language" not in request.headers:
        return "en"
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
