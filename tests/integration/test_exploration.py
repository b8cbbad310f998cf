"""Strangers' requests of every kind: schemathesis makes them up from the description of the API."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib import jobs
from chalicelib.ids import issue, issue_collection, new_id
from tests.description import DOCUMENT

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
SECONDS = 25


@pytest.fixture
def idle_queue(api, monkeypatch):
    """A queue that nobody works on: what is made up would be fetched."""
    monkeypatch.setattr(jobs, "send", lambda *_: None)


def with_ids(ids: list[str], collections: list[str], folder: Path) -> Path:
    """The description, with jobs that there are for those that could be."""
    described = json.loads(json.dumps(DOCUMENT))
    parameter = described["components"]["parameters"]["JobId"]
    parameter |= {"example": ids[0], "schema": {"type": "string", "enum": ids}}
    collection = described["components"]["parameters"]["CollectionId"]
    collection |= {"example": collections[0], "schema": {"type": "string", "enum": collections}}
    path = folder / "openapi.json"
    path.write_text(json.dumps(described))
    return path


@pytest.mark.timeout(180)
def test_no_request_breaks_the_api_or_gets_what_is_not_described(api, site, tmp_path, request):
    job_id = api.submit(site.page("/tea", "<html lang=en><p>Green tea. Green tea. The end."))
    failed = api.submit(site.url("/missing"))
    assert api.ended(job_id)["status"] == "succeeded"
    assert api.ended(failed)["status"] == "failed"
    ids = [job_id, failed, str(new_id())]
    posted = api.post("/jobs", json={"urls": [site.url("/tea"), site.url("/missing")]}).json()
    assert all(api.ended(job["id"]) for job in posted["jobs"])
    collections = [posted["collection"], str(issue_collection(issue(), 2).id)]
    request.getfixturevalue("idle_queue")
    # One worker: CPython 3.11's ast.parse fails now and then where two threads are in it.
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIGURATION), "--no-color",
        "run", str(with_ids(ids, collections, tmp_path)), "--url", api.service.address,
        "--checks", "all", "--mode", "all", "--max-examples", "25", "--max-time", str(SECONDS),
        "--seed", "1", "--generation-database", "none", "--continue-on-failure",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONWARNINGS": ""},
        capture_output=True, text=True, check=False, timeout=150,
    )  # fmt: skip
    said = re.sub(r"(.)\1{99,}", r"\1…", done.stdout)  # a text may be as long as it may
    assert done.returncode == 0, said[-20_000:] + done.stderr[-2_000:]
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated, "it has to say how many requests it made"
    assert int(generated[1]) > 200
