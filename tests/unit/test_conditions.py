"""Conditional requests, to the letter of RFC 9110, section 13."""

import pytest
from chalice.app import Request

from chalicelib.api.conditions import conditional
from chalicelib.errors import PreconditionFailed

HEADERS = {"Content-Type": "text/plain", "Cache-Control": "no-cache", "Vary": "Accept", "Link": "<?x>"}


def ask(**fields: str):
    event = {
        "requestContext": {"httpMethod": "GET", "resourcePath": "/", "path": "/", "identity": {}},
        "headers": {name.replace("_", "-"): value for name, value in fields.items()},
        "pathParameters": {}, "multiValueQueryStringParameters": None, "stageVariables": {}, "body": None,
    }  # fmt: skip
    return conditional(Request(event), "body", HEADERS)


TAG = ask().headers["ETag"]


def test_the_tag_is_strong_and_of_the_body():
    assert TAG.startswith('"')
    assert len(TAG) == 34
    assert ask().headers["ETag"] == TAG


@pytest.mark.parametrize(
    "field",
    [TAG, f"W/{TAG}", "*", " * ", f'"a", {TAG}', f'"a,b" , W/{TAG},"c"', f'"",{TAG}'],
)
def test_a_copy_that_is_the_same_is_not_sent_again(field):
    answer = ask(If_None_Match=field)
    assert answer.status_code == 304
    assert answer.body == ""
    assert answer.headers == {"ETag": TAG, "Cache-Control": "no-cache", "Vary": "Accept"}


@pytest.mark.parametrize(
    "field",
    [
        "",
        f"x{TAG}",
        f"{TAG}x",
        f"{TAG} {TAG}",
        f"{TAG},x",
        '"other"',
        TAG.strip('"'),
        TAG[:-2] + '"',
        f'"{TAG}',
        "W/*",
        "w/x",
    ],
)
def test_another_copy_is_replaced(field):
    answer = ask(If_None_Match=field)
    assert (answer.status_code, answer.body) == (200, "body")
    assert answer.headers == {"ETag": TAG, **HEADERS}


@pytest.mark.parametrize("field", [TAG, "*", f'W/"a", {TAG}'])
def test_the_wanted_answer_is_given(field):
    assert ask(If_Match=field).status_code == 200


@pytest.mark.parametrize("field", ["", '"other"', f"W/{TAG}", "x", f"x{TAG}"])
def test_only_the_wanted_answer_is_given_and_weak_tags_never_match(field):
    with pytest.raises(PreconditionFailed):
        ask(If_Match=field, If_None_Match=TAG)
