"""The tools that check the page's JavaScript."""

import json
from pathlib import Path

LOCK = json.loads((Path(__file__).parents[2] / "package-lock.json").read_text())


def test_every_tool_is_pinned_by_its_hash_and_names_no_host():
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
