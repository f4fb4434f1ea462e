"""The contract's messages as TypeScript declarations for the pages' scripts. Knows JSON Schema, not the messages.

make contract-types
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from display_server import contract

REQUESTS = (
    contract.IssueTicket,
    contract.MakeAppointment,
    contract.LeaseNumbers,
    contract.PrintedTicket,
    contract.HandInTickets,
    contract.OpenCounter,
    contract.PauseCounter,
    contract.CallChosen,
    contract.ParkTicket,
    contract.ReturnTicket,
    contract.TransferTicket,
    contract.PlanStops,
    contract.PostponeTicket,
    contract.FinishTicket,
    contract.WalkIn,
    contract.Rate,
    contract.SignIn,
    contract.BoardQuery,
    contract.ArrangeDisplay,
    contract.ArrangeItem,
    contract.MoveItem,
    contract.ApproveDevice,
    contract.StatisticsQuery,
    contract.WhyQuery,
    contract.AcknowledgeAlert,
    contract.StopService,
    contract.SecurityLogQuery,
)

SIMPLE = {"integer": "number", "number": "number", "string": "string", "boolean": "boolean", "null": "null"}

HEAD = "// Generated from display_server/contract by `make contract-types`; do not edit.\n"

Schema = Mapping[str, Any]


def declarations() -> str:
    """The whole file."""
    _, schema = models_json_schema([(message, _mode(message)) for message in _messages()])
    return HEAD + "".join(_declaration(name, part) for name, part in sorted(schema["$defs"].items()))


def _messages() -> list[type[contract.Message]]:
    kinds = [kind for kind in vars(contract).values() if isinstance(kind, type)]
    return [kind for kind in kinds if issubclass(kind, contract.Message) and kind is not contract.Message]


def _mode(message: type[contract.Message]) -> JsonSchemaMode:
    """What is sent may leave out what has a default; what is received has every field."""
    return "validation" if message in REQUESTS else "serialization"


def _declaration(name: str, schema: Schema) -> str:
    if schema.get("type") != "object":
        return f"\nexport type {name} = {_type(schema)};\n"
    required = schema.get("required", ())
    lines = [
        f"  readonly {field}{'' if field in required else '?'}: {_type(part)};\n"
        for field, part in schema.get("properties", {}).items()
    ]
    return f"\nexport interface {name} {{\n{''.join(lines)}}}\n"


def _type(schema: Schema) -> str:
    for key, write in WRITERS.items():
        if key in schema:
            return write(schema)
    raise ValueError(f"no TypeScript for {schema}")


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"readonly [{', '.join(_type(item) for item in schema['prefixItems'])}]"
    item = _type(schema["items"])
    return f"readonly ({item})[]" if " " in item else f"readonly {item}[]"


def _record(schema: Schema) -> str:
    values = schema.get("additionalProperties", True)
    return f"Readonly<Record<string, {'unknown' if values is True else _type(values)}>>"


def _plain(schema: Schema) -> str:
    match schema["type"]:
        case "array":
            return _array(schema)
        case "object":
            return _record(schema)
        case kind:
            return SIMPLE[kind]


WRITERS: Mapping[str, Callable[[Schema], str]] = {
    "$ref": lambda schema: schema["$ref"].rpartition("/")[2],
    "enum": lambda schema: " | ".join(f'"{value}"' for value in schema["enum"]),
    "const": lambda schema: f'"{schema["const"]}"',
    "anyOf": lambda schema: " | ".join(map(_type, schema["anyOf"])),
    "type": _plain,
}
"""How a schema with this key is written; the first that fits."""


if __name__ == "__main__":
    sys.stdout.write(declarations())
