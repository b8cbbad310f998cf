"""What a look before a deploy can find, and what it looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deploy.aws import Account
from deploy.options import Options
from deploy.stages import Stage


@dataclass(frozen=True)
class Finding:
    """Something that a deploy would stumble over."""

    sentence: str
    """What it is and the way out."""
    stops: bool = True
    """Whether the deploy would fail; else it is a warning."""


@dataclass(frozen=True)
class Situation:
    """What is to be deployed where."""

    stage: Stage
    account: Account
    options: Options
    new: bool
    """Whether the stage has no stack yet."""


Check = Callable[[Situation], Iterator[Finding]]
