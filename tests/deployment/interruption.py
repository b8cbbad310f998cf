"""Commands that are stopped on their way, as by Ctrl-C or by credentials that run out."""

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import pytest


class Stopped(Exception):
    """The command was stopped."""


def stop_at(step: int, patch: pytest.MonkeyPatch, module: ModuleType, names: Sequence[str]) -> None:
    """Stop where functions of a module are called for the `step`th time, all of them together."""
    steps = 0

    def stopping(action: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == step:
                raise Stopped
            return action(*arguments)

        return act

    for name in names:
        patch.setattr(module, name, stopping(getattr(module, name)))
