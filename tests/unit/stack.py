"""What is looked for in the stack of deploy/infrastructure.yaml."""

from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "deploy" / "infrastructure.yaml"
FUNCTIONS = {
    "": "api_handler",
    "-worker": "worker",
    "-last_resort": "last_resort",
    "-migrate": "migrate",
    "-sweep": "sweep",
    "-canary": "canary",
}
"""The ends of the functions' names, with their names in the config."""


def of_type(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """What the template says of each resource of a type."""
    return [each["Properties"] for each in resources.values() if each["Type"] == kind]
