"""docs/architecture.md: the drawing is that of the imports, the walk goes through real files, each once."""

import re
from pathlib import Path

from tests.unit.test_architecture import ROOT, SOURCES, imports

TEXT = (ROOT / "docs" / "architecture.md").read_text()
BENEATH_ALL = {"errors", "settings", "telemetry"}
PACKAGES = ("counting.fetching", "counting.reading", "counting.words", "counting")
"""What stands in the drawing besides the modules and packages right below chalicelib; the first that fits."""


def room(path: Path) -> str:
    within = path.relative_to(ROOT).with_suffix("").parts[1:]
    return room_of(".".join(within)) if within else path.stem


def room_of(dotted: str) -> str:
    return next((each for each in PACKAGES if f"{dotted}.".startswith(f"{each}.")), dotted.partition(".")[0])


def arrows() -> dict[str, set[str]]:
    """Which rooms each room imports."""
    found: dict[str, set[str]] = {}
    for path in [ROOT / "app.py", *SOURCES]:
        own = room(path)
        for name in imports(path):
            package, _, rest = name.partition(".")
            if package == "chalicelib" and rest and (other := room_of(rest)) not in {own, *BENEATH_ALL}:
                found.setdefault(own, set()).add(other)
    return {own: others for own, others in found.items() if own not in BENEATH_ALL}


def test_the_drawing_is_that_of_the_imports():
    drawn = {
        own: set(others.split(", ")) for own, others in re.findall(r"^(\S+) +→ (.+)$", TEXT, re.MULTILINE)
    }
    assert drawn == arrows()


def test_no_room_uses_one_that_uses_it():
    left = arrows()
    while left:
        lowest = [own for own, others in left.items() if not others & left.keys()]
        assert lowest, f"these go in a circle: {', '.join(left)}"
        for own in lowest:
            del left[own]


def test_the_walk_goes_through_files_that_there_are_and_through_each_once():
    walked = re.findall(r"^\| `((?:app|chalicelib)\S*\.py)` \|", TEXT, re.MULTILINE)
    assert len(walked) > 20
    assert len(set(walked)) == len(walked)
    assert [name for name in walked if not (ROOT / name).is_file()] == []
