"""Real answers, held against the description of the API."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DOCUMENT = json.loads((Path(__file__).parents[1] / "chalicelib" / "api" / "openapi.json").read_text())

FORMATS = "(?:" + "|".join(DOCUMENT["components"]["parameters"]["Format"]["schema"]["enum"]) + ")"

# What HTTP itself adds, and the description does not repeat.
_OF_HTTP = {"Server", "Date", "Content-Type", "Content-Length", "Content-Encoding", "Connection"}
_PREFLIGHT = {"Access-Control-Allow-Headers", "Access-Control-Max-Age"}


def _closed(part: Any) -> Any:
    """The same schemas, but a member that they do not name is wrong: the description has to name all."""
    if isinstance(part, list):
        return [_closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    copied = {name: _closed(each) for name, each in part.items()}
    if copied.get("type") == "object" and "properties" in copied:
        copied["additionalProperties"] = False
    return copied


def _absolute(part: Any) -> Any:
    """The same with references that do not depend on where they stand."""
    if isinstance(part, list):
        return [_absolute(each) for each in part]
    if isinstance(part, dict):
        return {name: _NAME + each if name == "$ref" else _absolute(each) for name, each in part.items()}
    return part


_NAME = "urn:openapi"
_CLOSED = _absolute({**DOCUMENT, "components": _closed(DOCUMENT["components"])})
_REGISTRY: Registry = Registry().with_resource(_NAME, Resource(_CLOSED, DRAFT202012))


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """What a part of the description is, or refers to."""
    while "$ref" in part:
        found = _CLOSED
        for name in part["$ref"].partition("#/")[2].split("/"):
            found = found[name]
        part = found
    return part


def operation_of(method: str, url: str) -> dict[str, Any] | None:
    """The operation that a request asks for, or None if the API has no such."""
    path = "/" + urlsplit(url).path.strip("/")  # API Gateway takes /jobs/ for /jobs
    for template, operations in _CLOSED["paths"].items():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template).replace(r"\{format\}", FORMATS))
        if re.fullmatch(pattern, path) and method.lower() in operations:
            return operations[method.lower()]
    return None


def described_answer(operation: dict[str, Any], status: int) -> dict[str, Any]:
    """The answer that the operation is described to give with this status."""
    answers = operation["responses"]
    name = str(status) if str(status) in answers else f"{status // 100}XX"
    assert name in answers, f"{operation['operationId']} is not described to answer {status}"
    return resolved(answers[name])


def assert_described(answer: requests.Response) -> None:
    """Hold an answer's status, headers, media type and body against the description."""
    operation = operation_of(answer.request.method, answer.request.url)
    if operation is None:
        assert answer.status_code in (200, 400, 404, 405, 501), answer.status_code
        if answer.status_code != 200:
            _assert_body(answer, {"$ref": _NAME + "#/components/schemas/Problem"})
        return
    described = described_answer(operation, answer.status_code)
    _assert_headers(answer, described["headers"])
    media_type = answer.headers.get("Content-Type", "").partition(";")[0]
    if not answer.content and "content" not in described:
        assert not media_type
        return
    assert media_type in described["content"], (
        f"{operation['operationId']} is not described to answer {media_type}"
    )
    _assert_body(answer, described["content"][media_type]["schema"])


def _assert_headers(answer: requests.Response, described: dict[str, Any]) -> None:
    headers = {name: resolved(header) for name, header in described.items()}
    unknown = set(answer.headers) - set(headers) - _OF_HTTP - _PREFLIGHT
    assert not unknown, f"not described: {unknown}"
    for name, header in headers.items():
        if name in answer.headers:
            _validate(answer.headers[name], header["schema"])
        else:
            assert not header.get("required"), f"{name} is missing"


def _assert_body(answer: requests.Response, schema: dict[str, Any]) -> None:
    json_like = answer.headers["Content-Type"].partition(";")[0].endswith("json")
    _validate(json.loads(answer.content.decode()) if json_like else answer.content.decode(), schema)


def _validate(value: Any, schema: dict[str, Any]) -> None:
    OAS31Validator(schema, registry=_REGISTRY, format_checker=oas31_format_checker).validate(value)
