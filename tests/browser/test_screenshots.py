"""The pictures of the README are those that `make screenshots` takes."""

import re
from pathlib import Path

from tests.browser.screenshots import FOLDER, views

README = (Path(__file__).parents[2] / "README.md").read_text()
MOST_BYTES = 1_500_000


def test_the_readme_shows_pictures_that_are_taken_and_there():
    taken = {f"{name}.png" for name, *_ in views({"tide": "", "bread": "", "together": ""})}
    shown = set(re.findall(r"docs/screenshots/([a-z-]+\.png)", README))
    assert len(shown) >= 6
    assert shown <= taken
    assert {file.name for file in FOLDER.iterdir()} == taken, "make screenshots"


def test_the_pictures_are_small():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < MOST_BYTES
