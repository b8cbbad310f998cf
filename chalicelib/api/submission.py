"""What `POST /jobs` is sent: the URL of a page, several, or a text."""

import re
from dataclasses import dataclass, replace
from typing import Any

from chalice.app import Request

from chalicelib import ids, urls
from chalicelib.api.inputs import escaped, json_body
from chalicelib.errors import BodyTooLarge, InvalidInput, InvalidURL

MAXIMUM_URLS = ids.MAXIMUM_PAGES
MAXIMUM_TEXT_BYTES = 200_000
"""Of a pasted text in UTF-8: escaped as JSON it stays below the 1 MiB of a message of SQS."""
MAXIMUM_TITLE = 300

_MEMBERS = ("url", "urls", "text", "title", "language")
# Control characters but for tab and the ends of lines, which a text may have and a title may not.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_OR_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Source:
    """What one job is to count: the page at a normalised URL, or, where that is empty, a text."""

    url: str
    text: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What is to be counted, in the order in which it was sent."""

    sources: tuple[Source, ...]
    is_list: bool
    """Whether a list was sent: its pages become a collection."""
    language: str | None = None
    """The language of all of them, as a BCP 47 primary subtag, if it was said."""


def submission(request: Request) -> Submission:
    """What a request to count holds.

    Raises:
        UnsupportedMediaType, MalformedBody: the body is not JSON of ours.
        BodyTooLarge: the body, or the text, is too large.
        InvalidInput: it holds nothing to count, too much, or what is bad; each bad value is named.
    """
    body = json_body(request)
    if not isinstance(body, dict):
        raise InvalidInput([("#", 'the body has to be an object like {"url": "https://example.com/"}')])
    unknown = [("#/" + escaped(name), "this member is not known") for name in body if name not in _MEMBERS]
    if unknown:
        raise InvalidInput(unknown[:MAXIMUM_URLS])
    kinds = [name for name in ("url", "urls", "text") if name in body]
    if len(kinds) > 1:
        raise InvalidInput([(f"#/{kinds[1]}", "give one of url, urls and text only")])
    if "title" in body and kinds != ["text"]:
        raise InvalidInput([("#/title", "only a text has a title of its own")])
    return replace(_sources(body), language=_language(body.get("language")))


def _sources(body: dict[str, Any]) -> Submission:
    match body:
        case {"url": value}:
            return Submission(_pages([("#/url", value)]), is_list=False)
        case {"urls": list(values)} if 1 <= len(values) <= MAXIMUM_URLS:
            named = [(f"#/urls/{number}", value) for number, value in enumerate(values)]
            return Submission(_pages(named), is_list=True)
        case {"urls": _}:
            raise InvalidInput([("#/urls", f"it has to be a list of 1 to {MAXIMUM_URLS} URLs")])
        case {"text": value}:
            source = Source("", _text(value), _title(body.get("title")))
            return Submission((source,), is_list=False)
    raise InvalidInput([("#/url", "it is missing")])


def _language(tag: Any) -> str | None:
    if tag is None:
        return None
    from chalicelib.counting.words.tags import primary_subtag  # few callers say it

    language = primary_subtag(tag) if isinstance(tag, str) else None
    if language is None:
        detail = "it has to be the tag of a language, like en, pt-BR or zh-Hant (BCP 47)"
        raise InvalidInput([("#/language", detail)])
    return language


def _pages(values: list[tuple[str, Any]]) -> tuple[Source, ...]:
    good, bad = [], []
    for pointer, value in values:
        if not isinstance(value, str):
            bad.append((pointer, "it has to be a string"))
            continue
        try:
            good.append(Source(urls.normalise(value)))
        except InvalidURL as error:
            bad.append((pointer, error.detail))
    if bad:
        raise InvalidInput(bad)
    return tuple(good)


def _text(value: Any) -> str:
    text = _plain("#/text", value, _CONTROL)
    size = len(text.encode())
    if size > MAXIMUM_TEXT_BYTES:
        raise BodyTooLarge(f"the text has {size:,} bytes in UTF-8; {MAXIMUM_TEXT_BYTES:,} are the most")
    if not text.strip():
        raise InvalidInput([("#/text", "it is empty")])
    return text


def _title(value: Any) -> str | None:
    if value is None:
        return None
    title = _plain("#/title", value, _CONTROL_OR_LINE).strip()
    if len(title) > MAXIMUM_TITLE:
        raise InvalidInput([("#/title", f"it has more than {MAXIMUM_TITLE} characters")])
    return title or None


def _plain(pointer: str, value: Any, refused: re.Pattern[str]) -> str:
    if not isinstance(value, str):
        raise InvalidInput([(pointer, "it has to be a string")])
    if found := refused.search(value):
        raise InvalidInput([(pointer, f"it contains the control character U+{ord(found[0]):04X}")])
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidInput([(pointer, "it contains half of a surrogate pair")]) from None
    return value
