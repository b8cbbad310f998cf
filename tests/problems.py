"""What every problem of the API is like."""

from typing import Any

import requests


def assert_problem(answer: requests.Response, status: int, slug: str) -> dict[str, Any]:
    """An answer is the problem of that kind; returns it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json()
    assert body["type"] == f"/problems/{slug}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body
