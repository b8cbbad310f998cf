"""What the stack's template says that has to be known before CloudFormation reads it."""

from functools import cache
from typing import Any

import yaml

from deploy.stages import Stage

TEMPLATE = "deploy/infrastructure.yaml"


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads CloudFormation's own tags, `!Ref` and its like, as what stands behind them."""


def _behind(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return loader.construct_mapping(node) if isinstance(node, yaml.MappingNode) else None


_Loader.add_multi_constructor("!", _behind)


def read(stage: Stage) -> dict[str, Any]:
    """The template that the stage's stack is made from."""
    return _read((stage.root / TEMPLATE).read_text("utf-8"))


@cache
def _read(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506 - a safe loader's child
    return loaded


def sizes(stage: Stage) -> dict[str, Any]:
    """What the template gives a stage, as its database's class; nothing if it does not name the stage."""
    found: dict[str, Any] = read(stage)["Mappings"]["Sizes"].get(stage.name, {})
    return found
