"""What API Gateway answers by itself, before the service is asked: as problems like the service's own."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from chalicelib import errors
from chalicelib.api import access, problems
from chalicelib.settings import Settings


@dataclass(frozen=True)
class Refusal:
    """One kind of answer: an error of ours, or for what we have none, its HTTP status alone."""

    status: int
    detail: str
    error: type[errors.WordcountError] | None = None
    retry_seconds: int | None = None


NO_PATH = Refusal(404, "there is no such path, or it does not take this method", errors.NotFound)
UNSIGNED = Refusal(
    403, "there is no such path, or the request is not signed by an AWS identity", errors.Forbidden
)
FAILED = Refusal(500, "an error in the service")
REFUSALS = {
    "ACCESS_DENIED": Refusal(403, "this identity may not make this call", errors.Forbidden),
    "API_CONFIGURATION_ERROR": FAILED,
    "AUTHORIZER_CONFIGURATION_ERROR": FAILED,
    "AUTHORIZER_FAILURE": FAILED,
    "BAD_REQUEST_BODY": Refusal(400, "the body is not what this call takes", errors.RequestError),
    "BAD_REQUEST_PARAMETERS": Refusal(
        400, "the parameters are not what this call takes", errors.RequestError
    ),
    "EXPIRED_TOKEN": Refusal(403, "the request's credentials have expired", errors.Forbidden),
    "INTEGRATION_FAILURE": Refusal(
        504, "the service did not answer: try again", None, problems.RETRY_SECONDS
    ),
    "INTEGRATION_TIMEOUT": Refusal(
        504, "the service did not answer in time: try again", None, problems.RETRY_SECONDS
    ),
    "INVALID_API_KEY": Refusal(
        403, "this call takes a valid API key in the header X-API-Key", errors.Forbidden
    ),
    "INVALID_SIGNATURE": Refusal(403, "the request's signature is not valid", errors.Forbidden),
    "MISSING_AUTHENTICATION_TOKEN": NO_PATH,
    "QUOTA_EXCEEDED": Refusal(429, "the quota of this API key is used up", errors.TooManyRequests),
    "REQUEST_TOO_LARGE": Refusal(413, "a request takes up to 10 MB", errors.BodyTooLarge),
    "RESOURCE_NOT_FOUND": NO_PATH,
    "THROTTLED": Refusal(
        429,
        "there are more requests than this service takes: try again",
        errors.TooManyRequests,
        problems.RETRY_SECONDS,
    ),
    "UNAUTHORIZED": Refusal(401, "this call takes credentials"),
    "UNSUPPORTED_MEDIA_TYPE": Refusal(
        415, "the body is of a type that this call does not take", errors.UnsupportedMediaType
    ),
    "WAF_FILTERED": Refusal(403, "a filter in front of the service refuses this request", errors.Forbidden),
}
WITHOUT_STATUS = {
    # A status here would become that of every kind above that keeps AWS's own, so it has none, and
    # so has its body (RFC 9457, section 3.1: every member is optional).
    "DEFAULT_4XX": (errors.RequestError.slug, errors.RequestError.title()),
    "DEFAULT_5XX": ("internal-server-error", HTTPStatus(500).phrase),
}


def responses(settings: Settings) -> dict[str, dict[str, Any]]:
    """The gateway responses of a stage with these settings, by type, as PutGatewayResponse takes them."""
    refusals = dict(REFUSALS)
    if settings.api_access == "iam":
        refusals["MISSING_AUTHENTICATION_TOKEN"] = UNSIGNED
    made = {kind: _response(refusal, settings) for kind, refusal in refusals.items()}
    for kind, (slug, title) in WITHOUT_STATUS.items():
        body = _body(slug, title, None).removesuffix("}")
        made[kind] = {
            "responseParameters": _headers(settings, None),
            "responseTemplates": {"application/json": body + ', "detail": $context.error.messageString}'},
        }
    return made


def _response(refusal: Refusal, settings: Settings) -> dict[str, Any]:
    if refusal.error:
        slug, title = refusal.error.slug, refusal.error.title()
    else:
        title = HTTPStatus(refusal.status).phrase
        slug = title.lower().replace(" ", "-")
    body = _body(slug, title, refusal.status, detail=refusal.detail)
    return {
        "statusCode": str(refusal.status),
        "responseParameters": _headers(settings, refusal.retry_seconds),
        "responseTemplates": {"application/json": body},
    }


def _body(slug: str, title: str, status: int | None, **more: str) -> str:
    members = {"type": errors.type_of(slug), "title": title, "status": status, **more}
    return json.dumps({name: value for name, value in members.items() if value is not None})


def _headers(settings: Settings, retry_seconds: int | None) -> dict[str, str]:
    """The headers of an answer; the template's own type is overridden by the one for problems."""
    headers = {
        "Content-Type": problems.MEDIA_TYPE,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if retry_seconds:
        headers["Retry-After"] = str(retry_seconds)
    if settings.cors_origin:
        headers["Access-Control-Allow-Origin"] = settings.cors_origin
        headers["Access-Control-Expose-Headers"] = ",".join(access.EXPOSED)
    return {f"gatewayresponse.header.{name}": f"'{value}'" for name, value in headers.items()}
