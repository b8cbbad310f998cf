"""docs/api.md: each example is run."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from chalicelib.ids import new_id

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLE = re.compile(
    r"^```sh\n(?P<command>.*?)^```\n```(?P<kind>\w*)\n(?P<answer>.*?)^```$", re.MULTILINE | re.DOTALL
)

# The page of the examples, and what its document calls what is different in every run.
URL = "https://example.com/tea"
MISSING = "https://example.com/coffee"
OTHER_URL = "https://example.com/pot"
OTHER = """<html lang="en"><title>On coffee</title>
<p>Coffee of coffee, the coffee of the pot. A pot of coffee is the best.</p>
<p>Coffee and milk.</p></html>"""
TEA = """<html lang="en"><title>On tea</title><p>The tea and the cup. A cup of tea is the best of teas.</p>
<p>Green tea. Green tea. Ginger.</p></html>"""
IDS = {
    "JOB": "01a207d4-6c1e-8f0b-9b51-3a7d7a1c8e42",
    "PENDING": "01a207d4-7f2a-8c3d-8e4f-5a6b7c8d9e0f",
    "FAILED": "01a207d4-8b3c-8d4e-9f50-6b7c8d9e0f1a",
    "COLLECTION": "01a207d4-6c1e-8163-9b51-3a7d7a1cf5a2",
    "COUNTED_TOGETHER": "01a207d4-6c1e-8a0b-9b51-3a7d7a1c8e43",
    "FAILED_TOGETHER": "01a207d4-6c1e-8b4e-9f50-6b7c8d9e0f1b",
    "OTHER": "01a207d4-6d2f-8b1c-8c62-4b8e8b2d9f53",
    "UNWANTED": "01a207d4-9a4d-8e5f-8a61-7c8d9e0f1a2b",
}
_ERASE_KEY = re.compile(r'"erase_key": ?"[A-Za-z0-9_-]{22}"')
_TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def examples() -> list[tuple[str, str, str]]:
    return [
        (found["command"], found["kind"], found["answer"]) for found in EXAMPLE.finditer(DOCUMENT.read_text())
    ]


def timeless(text: str) -> str:
    return _TIME.sub("TIME", _ERASE_KEY.sub('"erase_key": "KEY"', text))


@pytest.fixture
def world(api, site) -> dict[str, str]:
    """What the examples take for granted: the service, and jobs that stand as they say."""
    pages = {URL: site.page("/tea", TEA), MISSING: site.url("/coffee"), OTHER_URL: site.page("/pot", OTHER)}
    ids = {"JOB": api.submit(pages[URL]), "FAILED": api.submit(pages[MISSING]), "PENDING": str(new_id())}
    unwanted = api.post("/jobs", json={"url": pages[MISSING]}).json()
    ids["UNWANTED"] = unwanted["id"]
    posted = api.post("/jobs", json={"urls": [pages[URL], pages[MISSING]]}).json()
    ids["COLLECTION"] = posted["collection"]
    ids["COUNTED_TOGETHER"], ids["FAILED_TOGETHER"] = (job["id"] for job in posted["jobs"])
    api.ended(ids["COUNTED_TOGETHER"])
    api.ended(ids["FAILED_TOGETHER"])
    ids["OTHER"] = api.submit(pages[OTHER_URL])
    api.ended(ids["OTHER"])
    api.ended(ids["JOB"])
    api.ended(ids["FAILED"])
    return {"API": api.service.address, "ERASE_KEY": unwanted["erase_key"], **ids, **pages}


def run(command: str, world: dict[str, str]) -> str:
    """What a shell prints, with the names that the document has for pages and ids."""
    for name in (URL, MISSING, OTHER_URL):
        command = command.replace(name, world[name])
    environment = {**os.environ, **{name: world[name] for name in ("API", "ERASE_KEY", *IDS)}}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    printed = done.stdout
    for name in (URL, MISSING, OTHER_URL):
        printed = printed.replace(world[name], name)
    for name, called in IDS.items():
        printed = printed.replace(world[name], called)
    return printed if any(each in printed for each in IDS.values()) else _ID.sub(IDS["JOB"], printed)


def assert_same(printed: str, kind: str, shown: str) -> None:
    if kind == "json":
        assert json.loads(timeless(printed)) == json.loads(timeless(shown))
    else:
        assert printed.split() == shown.split()


def test_every_example_gives_what_the_document_shows(world):
    found = examples()
    assert len(found) == DOCUMENT.read_text().count("```sh\n") >= 10
    for command, kind, shown in found:
        assert_same(run(command, world), kind, shown)
