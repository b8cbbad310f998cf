"""The stack's template: what has to be known of it before CloudFormation reads it, and what is sent there."""

import json
from functools import cache
from typing import Any

import yaml

from deploy.stages import Stage

TEMPLATE = "deploy/infrastructure.yaml"
LONGEST_BYTES = 51_200
"""What CloudFormation takes with a call; a longer one would have to be put into a bucket first."""
_PLAIN = ("Ref", "Condition")


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads CloudFormation's own tags, `!Ref` and its like, as the objects that they are short for."""


def _function(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name if name in _PLAIN else f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _function)


def read(stage: Stage) -> dict[str, Any]:
    """The template that the stage's stack is made from."""
    return _read((stage.root / TEMPLATE).read_text("utf-8"))


def body(stage: Stage) -> str:
    """The template as CloudFormation is sent it: the same in JSON, without comments and blanks."""
    return json.dumps(read(stage), separators=(",", ":"), ensure_ascii=False)


@cache
def _read(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506 - a safe loader's child
    return loaded


def sizes(stage: Stage) -> dict[str, Any]:
    """What the template gives a stage, as its database's class; nothing if it does not name the stage."""
    found: dict[str, Any] = read(stage)["Mappings"]["Sizes"].get(stage.name, {})
    return found
