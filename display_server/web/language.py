"""The language of an answer over HTTP."""

from flask import request

from display_server.words import language_for


def language_of_request() -> str:
    """`?lang=` where an address carries it (a link cannot set a header), else the header."""
    return language_for(request.args.get("lang"), request.accept_languages)
