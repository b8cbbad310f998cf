"""What a release promises to keep within one major version, read from the code.

`make release` writes it into deploy/promised.json. A test and the next release hold what comes after to it:
more may come, and what is there may not go. A type or a default that changes is one that has gone.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib import counting
from chalicelib.errors import WordcountError
from chalicelib.settings import Settings

ROOT = Path(__file__).parents[1]
FILE = "deploy/promised.json"
METHODS = {"get", "post", "delete"}


def promises(root: Path = ROOT) -> dict[str, list[str]]:
    """What callers and operators rely on, by its kind.

    Args:
        root: the checkout whose documents are read; settings, callables and problems are those that run.
    """
    document = json.loads((root / "chalicelib" / "api" / "openapi.json").read_text())
    config = json.loads((root / ".chalice" / "config.json").read_text())
    makefile = (root / "Makefile").read_text()
    return {
        "calls": sorted(_calls(document)),
        "members": sorted(_members(document)),
        "problems": sorted({error.slug for error in _errors(WordcountError)}),
        "settings": sorted(name.upper() for name in Settings.__dataclass_fields__),
        "functions": sorted(config["stages"]["prod"]["lambda_functions"]),
        "commands": sorted(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)),
        "callables": sorted(counting.__all__),
    }


def gone(promised: dict[str, list[str]], now: dict[str, list[str]]) -> list[str]:
    """What was promised and is there no longer."""
    return [
        each for kind, all_of in promised.items() for each in all_of if each not in set(now.get(kind, []))
    ]


def promised(root: Path) -> dict[str, list[str]]:
    """What the last release of a checkout promised."""
    found: dict[str, list[str]] = json.loads((root / FILE).read_text("utf-8"))
    return found


def write(root: Path) -> None:
    """Write down what is promised from now on."""
    (root / FILE).write_text(json.dumps(promises(root), indent=2) + "\n", "utf-8")


def _errors(kind: type[WordcountError]) -> Iterator[type[WordcountError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _errors(each)


def _calls(document: dict[str, Any]) -> set[str]:
    """Each call, in each format, with its parameters, their choices and its statuses: `GET /jobs ?limit`."""
    formats = document["components"]["parameters"]["Format"]["schema"]["enum"]
    found = set()
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            parameters = [_resolved(document, each) for each in item[method].get("parameters", [])]
            said = [line for each in parameters if each["name"] != "format" for line in _parameter(each)]
            for name in formats:
                call = f"{method.upper()} {path.replace('{format}', name)}"
                found |= {call, *(f"{call} {status}" for status in item[method]["responses"])}
                found |= {f"{call} ?{line}" for line in said}
    return found


def _parameter(parameter: dict[str, Any]) -> Iterator[str]:
    name, schema = parameter["name"], parameter["schema"]
    yield name
    if "default" in schema:
        yield f"{name}, else {schema['default']}"
    yield from (f"{name}={choice}" for choice in schema.get("enum", []))


def _members(document: dict[str, Any]) -> Iterator[str]:
    """The members of each schema with their types, which of them are always there, and their choices."""
    for name, schema in document["components"]["schemas"].items():
        required = schema.get("required", [])
        for member, described in schema.get("properties", {}).items():
            yield f"{name}.{member}: {_type(described)}" + ", always" * (member in required)
            choices = described.get("enum", [described["const"]] if "const" in described else [])
            yield from (f"{name}.{member} = {choice}" for choice in choices)
        for kind in ("oneOf", "anyOf", "allOf"):
            yield from (f"{name} {kind} {_type(each)}" for each in schema.get(kind, []))


def _type(schema: dict[str, Any]) -> str:
    """`string`, `Job`, `[Word]`, `integer or null`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "items" in schema:
        return f"[{_type(schema['items'])}]"
    for kind in ("oneOf", "anyOf", "allOf"):
        if kind in schema:
            return " or ".join(map(_type, schema[kind]))
    found = schema.get("type", "anything")
    return " or ".join(found) if isinstance(found, list) else str(found)


def _resolved(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = document
    for key in part["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return dict(found)
