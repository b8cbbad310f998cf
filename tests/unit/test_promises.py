"""What stays within one major version: calls and members of the API, settings, functions, commands.

deploy/promised.json holds what the last release had; `make release` writes it anew.
"""

import json

import pytest

from deploy.promises import FILE, ROOT, promises


@pytest.fixture(scope="module")
def now() -> dict[str, list[str]]:
    return promises()


@pytest.mark.parametrize("kind", promises())
def test_nothing_that_was_promised_has_gone(now, kind):
    promised = json.loads((ROOT / FILE).read_text())[kind]
    assert promised
    assert [each for each in promised if each not in now[kind]] == []
