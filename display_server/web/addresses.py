"""Which parts an address may have: what no database could hold is an address where nothing is. Knows no operation."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError


class Name(UnicodeConverter):
    """PostgreSQL cannot be asked for the character NUL."""

    def to_python(self, value: str) -> str:
        if "\0" in value:
            raise ValidationError
        found: str = super().to_python(value)
        return found


class Number(IntegerConverter):
    """Counters and tickets are numbered in 31 bits."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def register(app: Flask) -> None:
    """Must come before the routes."""
    app.url_map.converters.update({"default": Name, "string": Name, "int": Number})
