"""Who may call: from which web pages (CORS), and with what (an API key, or a signature of AWS).

API Gateway enforces both; here they are wired. The page, its files, the description of the API and the
state of health stay open, so that a browser can show the page that asks for the key.
"""

from typing import Any

from chalice import CORSConfig, IAMAuthorizer

from chalicelib import settings

EXPOSED = ("ETag", "Link", "Location", "Retry-After")
_PREFLIGHT_SECONDS = 7200  # the longest that Chromium keeps a preflight's answer


def guard() -> dict[str, Any]:
    """What Chalice is told of each call that the stage guards."""
    current = settings.current()
    return {
        "cors": cors() or False,
        "api_key_required": current.api_access == "key" or None,
        "authorizer": IAMAuthorizer() if current.api_access == "iam" else None,
    }


def cors() -> CORSConfig | None:
    """What pages of another origin may do, or None where the stage has no such origin."""
    origin = settings.current().cors_origin
    if not origin:
        return None
    return CORSConfig(
        allow_origin=origin,
        allow_headers=["If-Match", "If-None-Match", "Idempotency-Key", "Erase-Key"],
        expose_headers=list(EXPOSED),
        max_age=_PREFLIGHT_SECONDS,
    )


def cors_headers() -> dict[str, str]:
    """What every answer carries for pages of another origin, problems included."""
    config = cors()
    headers: dict[str, str] = config.get_access_control_headers() if config else {}
    return {
        name: value
        for name, value in headers.items()
        if name in ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")
    }
