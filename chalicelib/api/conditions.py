"""Conditional requests: what a caller already has need not be sent again (RFC 9110, section 13)."""

import hashlib
import re
from collections.abc import Mapping

from chalice import Response
from chalice.app import Request

from chalicelib.errors import PreconditionFailed

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')  # RFC 9110, section 8.8.3
_TAGS = re.compile(
    rf"[ \t,]*{_TAG.pattern}(?:[ \t]*,[ \t,]*{_TAG.pattern})*[ \t,]*"
)  # sections 13.1.2 and 5.6.1
_OF_THE_SELECTED = ("ETag", "Cache-Control", "Vary")  # what a 304 repeats of the 200's headers


def conditional(request: Request, body: str | bytes, headers: Mapping[str, str]) -> Response:
    """The answer to a GET: whole, or a 304 without it where the caller's copy is the same.

    Args:
        request: its `If-Match` and `If-None-Match` are honoured, in this order (section 13.2.2).
        body: the representation; its hash is the entity tag.
        headers: those of a 200, but for `ETag`.

    Raises:
        PreconditionFailed: the caller's `If-Match` names other representations only.
    """
    content = body.encode() if isinstance(body, str) else body
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    wanted = request.headers.get("if-match")
    if wanted is not None and not _names(wanted, tag, strong=True):
        raise PreconditionFailed("the answer is not one of those that If-Match names")
    answer = {"ETag": tag, **headers}
    if _names(request.headers.get("if-none-match", ""), tag, strong=False):
        kept = {name: answer[name] for name in _OF_THE_SELECTED if name in answer}
        return Response("", status_code=304, headers=kept)
    return Response(body, headers=answer)


def _names(field: str, tag: str, *, strong: bool) -> bool:
    """Whether a field of entity tags, or `*`, names this strong one.

    Weakly compared, only the quoted parts count; strongly, a tag marked as weak is like no other
    (section 8.8.3.2). A field that breaks the grammar names nothing.
    """
    if field.strip() == "*":
        return True
    if not _TAGS.fullmatch(field):
        return False
    return any(quoted == tag and not (weak and strong) for weak, quoted in _TAG.findall(field))
