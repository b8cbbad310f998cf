"""What a look before a deploy can find, and what it looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from deploy.aws import Account
from deploy.options import Options
from deploy.stacks import Stack
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
    """Whether the stage has no stack yet, or one of which nothing was left."""
    stack: Stack | None = None

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of the stack that is there."""
        return {} if self.new or self.stack is None else self.stack.parameters

    def parameter(self, name: str, default: str) -> str:
        """A parameter as the stack is going to have it: as named, or else as it is there."""
        return self.options.parameters.get(name, self.parameters.get(name, default))


Check = Callable[[Situation], Iterator[Finding]]
