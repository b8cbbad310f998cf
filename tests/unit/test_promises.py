"""What stays within one major version: calls and members of the API, problems, settings, functions, commands.

deploy/promised.json holds what the last release had; `make release` writes it anew.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from deploy.promises import ROOT, gone, promised, promises


@pytest.fixture(scope="module")
def now() -> dict[str, list[str]]:
    return promises()


@pytest.mark.parametrize("kind", promises())
def test_nothing_that_was_promised_has_gone(now, kind):
    before = promised(ROOT)[kind]
    assert before
    assert [each for each in before if each not in now[kind]] == []


def changed(folder: Path, change: Any) -> dict[str, list[str]]:
    """What is promised where the API's document was changed."""
    for name in ("chalicelib/api/openapi.json", ".chalice/config.json", "Makefile"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    document = folder / "chalicelib/api/openapi.json"
    described = json.loads(document.read_text())
    change(described)
    document.write_text(json.dumps(described))
    return promises(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda api: api["paths"].pop("/jobs/{job_id}/collocates"),
        lambda api: api["paths"]["/jobs/{job_id}"]["get"]["responses"].pop("410"),
        lambda api: api["components"]["schemas"]["Word"]["properties"]["count"].update(type="string"),
        lambda api: api["components"]["schemas"]["Word"].update(required=[]),
        lambda api: api["components"]["schemas"]["Word"]["properties"].pop("spelling"),
        lambda api: api["components"]["parameters"]["StopWords"]["schema"].update(default="other"),
    ],
    ids=["a call", "a status", "a type", "always there", "a member", "a default"],
)
def test_what_callers_rely_on_is_noticed_when_it_goes(now, tmp_path, change):
    assert gone(now, changed(tmp_path, change))


def test_what_comes_breaks_nothing(now, tmp_path):
    def add(api: dict[str, Any]) -> None:
        api["components"]["schemas"]["Word"]["properties"]["rank"] = {"type": "integer"}

    assert gone(now, changed(tmp_path, add)) == []
