"""Which release of Wordcount runs: its version, and of a package the commit that it was made from."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

VERSION: Final = "1.0.0"
"""The one place where it stands; `make release VERSION=…` changes it, and a test holds the others to it."""

FILE: Final = Path(__file__).parents[1] / "release.json"
"""Written when packaging, beside app.py in the package; a checkout has none."""


@dataclass(frozen=True, slots=True)
class Release:
    """What runs."""

    version: str
    commit: str | None
    """The commit's abbreviated hash, with `+` for a folder with changes; None outside a package."""


@cache
def current() -> Release:
    """The release that this process runs."""
    try:
        commit = json.loads(FILE.read_text("utf-8"))["commit"]
    except (OSError, ValueError, KeyError):
        commit = None
    return Release(VERSION, commit)
