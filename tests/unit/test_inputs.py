"""Reading what a caller sends: every wrong value is named, and nothing else is raised."""

import json

import pytest
from chalice.app import MultiDict, Request
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api import inputs
from chalicelib.api.submission import submission
from chalicelib.errors import InvalidInput, RequestError

JSON = {"content-type": "application/json"}


def request(body: bytes = b"", headers=JSON, query=None) -> Request:
    event = {
        "requestContext": {"httpMethod": "POST", "resourcePath": "/jobs", "path": "/jobs", "identity": {}},
        "headers": headers,
        "pathParameters": {},
        "multiValueQueryStringParameters": query,
        "stageVariables": {},
        "body": body,
    }
    return Request(event)


def post(value) -> Request:
    return request(json.dumps(value).encode())


def urls_of(sent):
    found = submission(sent)
    return [source.url for source in found.sources], found.is_list


def test_one_url_or_a_list_is_read():
    assert urls_of(post({"url": "example.com"})) == (["https://example.com/"], False)
    sent, is_list = urls_of(post({"urls": ["a.example", "http://b.example/x"]}))
    assert sent == ["https://a.example/", "http://b.example/x"]
    assert is_list


@pytest.mark.parametrize(
    "content_type", ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=utf-8"]
)
def test_json_is_known_by_its_media_type(content_type):
    body = b'{"url": "https://example.com/"}'
    assert urls_of(request(body, {"content-type": content_type}))[0]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "", "multipart/form-data", None],
)
def test_another_media_type_is_refused_by_name(content_type):
    headers = {} if content_type is None else {"content-type": content_type}
    with pytest.raises(RequestError) as caught:
        urls_of(request(b'{"url": "https://example.com/"}', headers))
    assert caught.value.status == 415
    assert (content_type or "application/json") in caught.value.detail


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"{", "not JSON"),
        (b'{"url": NaN}', "NaN"),
        (b'{"url": "\xff"}', "UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"url":' * 100_000, "nested too deeply"),
    ],
)
def test_a_body_that_is_no_json_gets_a_400(body, reason):
    with pytest.raises(RequestError, match=reason) as caught:
        urls_of(request(body))
    assert caught.value.status == 400


def test_a_huge_body_gets_a_413():
    with pytest.raises(RequestError) as caught:
        urls_of(request(b" " * (inputs.MAXIMUM_BODY_BYTES + 1)))
    assert caught.value.status == 413


@pytest.mark.parametrize(
    ("value", "pointers"),
    [
        ({}, ["#/url"]),
        ([], ["#"]),
        (None, ["#"]),
        ("https://example.com/", ["#"]),
        ({"url": None}, ["#/url"]),
        ({"url": ["https://example.com/"]}, ["#/url"]),
        ({"url": "ftp://example.com/"}, ["#/url"]),
        ({"url": "a.example", "urls": ["b.example"]}, ["#/urls"]),
        ({"url": "a.example", "colour": 1, "a/b~c": 2}, ["#/colour", "#/a~1b~0c"]),
        ({"url": "a.example", "\ud800": 1}, ["#/\\ud800"]),
        ({"urls": []}, ["#/urls"]),
        ({"urls": "a.example"}, ["#/urls"]),
        ({"urls": ["a.example"] * 101}, ["#/urls"]),
        ({"urls": ["a.example", "ftp://b", "c.example", 5]}, ["#/urls/1", "#/urls/3"]),
        ({"url": "https://example.com/\x00"}, ["#/url"]),
        ({"url": "https://example.com/\ud83d"}, ["#/url"]),
    ],
)
def test_each_wrong_value_is_pointed_at(value, pointers):
    with pytest.raises(InvalidInput) as caught:
        urls_of(post(value))
    assert caught.value.status == 422
    assert [pointer for pointer, _ in caught.value.errors] == pointers
    assert all(detail for _, detail in caught.value.errors)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["url", "urls", "x"]) | st.text(), inner),
)


@given(JSON_VALUES.map(json.dumps).map(str.encode) | st.binary())
def test_any_body_gives_urls_or_a_request_error(body):
    try:
        sent, _ = urls_of(request(body))
    except RequestError as error:
        assert 400 <= error.status < 500
        json.dumps(error.detail, ensure_ascii=False).encode()
    else:
        assert 1 <= len(sent) <= 100


def read(**given):
    query = {name: [value] for name, value in given.items()} or None
    with inputs.Query(request(query=query)) as parameters:
        return parameters.whole_number("limit", 20, 1, 100), parameters.choice(
            "stop_words", "exclude", "include"
        )


def test_query_parameters_have_defaults():
    assert read() == (20, "exclude")
    assert read(limit="7", stop_words="include") == (7, "include")


@pytest.mark.parametrize("limit", ["0", "101", "-1", "1.5", "", "ten", "１", "1" * 5000, " 1"])
def test_a_number_out_of_bounds_or_in_other_digits_is_refused(limit):
    with pytest.raises(InvalidInput) as caught:
        read(limit=limit)
    assert [pointer for pointer, _ in caught.value.errors] == ["limit"]


def test_all_wrong_and_unknown_parameters_are_named_together():
    with pytest.raises(InvalidInput) as caught:
        read(limit="x", stop_words="y", page="2")
    assert [pointer for pointer, _ in caught.value.errors] == ["limit", "stop_words", "page"]


def test_the_framework_gives_the_last_of_repeated_parameters():
    assert MultiDict({"limit": ["1", "2"]})["limit"] == "2"


@pytest.mark.parametrize(
    ("tag", "language"), [("ro", "ro"), ("pt-BR", "pt"), ("zh-Hant", "zh"), ("nb", "no"), (None, None)]
)
def test_the_language_of_the_pages_may_be_said(tag, language):
    assert submission(post({"url": "example.com", "language": tag})).language == language


@pytest.mark.parametrize("tag", ["", "english", "zz", "und", 7, ["ro"], "ro\0", "x" * 1000])
def test_what_is_no_language_is_named(tag):
    with pytest.raises(InvalidInput, match="#/language"):
        submission(post({"url": "example.com", "language": tag}))
