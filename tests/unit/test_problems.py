"""Each problem is where callers and readers look for it: docs/api.md, openapi.json, and the page."""

import json
import re
from pathlib import Path

from chalicelib import errors
from tests.unit.test_errors import tree

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "api.md"
API = ROOT / "chalicelib" / "api"


def rows(heading: str) -> list[list[str]]:
    """The cells of the table that follows a line."""
    _, _, after = DOCUMENT.read_text().partition(heading)
    table = re.search(r"^\|.*?\n\n", after + "\n\n", re.MULTILINE | re.DOTALL)
    return [line.strip("| ").split(" | ") for line in table[0].strip().splitlines()[2:]]


def test_every_problem_is_listed_with_its_status_and_title():
    of_requests = [error for error in tree(errors.RequestError) if error is not errors.RequestError]
    of_requests.append(errors.RequestError)
    assert rows("Of the request:") == [
        [f"`{errors.type_of(error.slug)}`", str(error.status), error.title()]
        for error in sorted(of_requests, key=lambda error: (error.status, error.slug))
    ]
    assert rows("Of the page, in a job's") == [
        [f"`{errors.type_of(error.slug)}`", error.title()]
        for error in tree(errors.PageFailure)
        if not error.__subclasses__()
    ]
    internal = ["`/problems/internal-server-error`", "500", "Internal Server Error"]
    of_the_service = (
        errors.ServiceFailure,
        errors.DatabaseUnavailable,
        errors.StatementTooSlow,
        errors.QueueUnavailable,
        errors.ConfigurationError,
    )
    assert rows("Of the service;") == [
        internal,
        *([f"`{errors.type_of(each.slug)}`", str(each.status), each.title()] for each in of_the_service),
    ]


def test_the_description_of_the_api_names_those_that_are_listed():
    listed = re.findall(r"^\| `(/problems/[a-z-]+)` \|", DOCUMENT.read_text(), re.MULTILINE)
    described = json.loads((API / "openapi.json").read_text())["components"]["schemas"]["ProblemType"]
    known, later = described["anyOf"]
    assert known["enum"] == sorted(set(listed))
    assert all(re.fullmatch(later["pattern"], each) for each in listed)


def test_the_page_has_words_for_each_failure_of_a_page():
    words = (API / "static/service/failures.js").read_text()
    said = set(re.findall(r'^  "?([a-z-]+)"?: \[', words, re.MULTILINE))
    assert {error.slug for error in tree(errors.PageFailure) if not error.__subclasses__()} <= said
