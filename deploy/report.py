"""How a deploy tells the operator what it does."""


def step(name: str) -> None:
    """The step that begins."""
    print(f"\n{name}", flush=True)


def say(text: str) -> None:
    """One line about what the step found or changed."""
    print(f"    {text}", flush=True)
