"""What a release promises to keep within one major version, read from the code.

`make release` writes it into deploy/promised.json, and a test holds what comes after to it: more may
come, and what is there may not go.
"""

import json
import re
from pathlib import Path
from typing import Any

from chalicelib import counting
from chalicelib.settings import Settings

ROOT = Path(__file__).parents[1]
FILE = "deploy/promised.json"
METHODS = {"get", "post", "delete"}


def promises() -> dict[str, list[str]]:
    """What callers and operators rely on, by its kind."""
    document = json.loads((ROOT / "chalicelib" / "api" / "openapi.json").read_text())
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())
    makefile = (ROOT / "Makefile").read_text()
    return {
        "calls": sorted(_calls(document)),
        "members": sorted(_members(document)),
        "settings": sorted(name.upper() for name in Settings.__dataclass_fields__),
        "functions": sorted(config["stages"]["prod"]["lambda_functions"]),
        "commands": sorted(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)),
        "callables": sorted(counting.__all__),
    }


def _calls(document: dict[str, Any]) -> set[str]:
    """Each call, in each format, with its parameters and statuses: `GET /jobs ?limit`, `GET /jobs 200`."""
    formats = document["components"]["parameters"]["Format"]["schema"]["enum"]
    found = set()
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            parameters = {_resolved(document, each)["name"] for each in item[method].get("parameters", [])}
            statuses = [status for status in item[method]["responses"] if status < "4"]
            for name in formats:
                call = f"{method.upper()} {path.replace('{format}', name)}"
                found |= {call, *(f"{call} ?{each}" for each in parameters - {"format"})}
                found |= {f"{call} {status}" for status in statuses}
    return found


def _members(document: dict[str, Any]) -> list[str]:
    """The members of each schema: `Job.status`."""
    return [
        f"{name}.{member}"
        for name, schema in document["components"]["schemas"].items()
        for member in schema.get("properties", {})
    ]


def _resolved(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = document
    for key in part["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return dict(found)


def write(root: Path) -> None:
    """Write down what is promised from now on."""
    (root / FILE).write_text(json.dumps(promises(), indent=2) + "\n", "utf-8")
