"""Who may call: from which web pages (CORS), and with what (an API key, or a signature of AWS).

API Gateway enforces both; here they are wired. The page, its files, the description of the API and the
state of health stay open, so that a browser can show the page that asks for the key.
"""

import hashlib
from ipaddress import ip_address, ip_network
from typing import Any

from chalice import CORSConfig, IAMAuthorizer
from chalice.app import Request

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


def caller(request: Request) -> str:
    """Whose request this is, so that one caller's jobs wait behind one another and not before everyone's.

    That is who holds the key or signs, or else a network: a site's /24 of IPv4, or a customer's /56 of IPv6.
    The name tells neither.
    """
    identity = request.context.get("identity") or {}
    name = identity.get("apiKeyId") or identity.get("userArn") or _network(identity.get("sourceIp") or "")
    return hashlib.sha256(str(name).encode()).hexdigest()[:32]


def _network(address: str) -> str:
    try:
        version = ip_address(address).version
    except ValueError:
        return address
    return str(ip_network(f"{address}/{24 if version == 4 else 56}", strict=False))


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
