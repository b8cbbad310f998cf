"""Which of several media types a caller prefers (RFC 9110, section 12.5.1)."""

import re

_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def preferred(accept: str, *offers: str) -> str:
    """The offer that the `Accept` field rates highest, the first of the offers where it has no opinion.

    Of two rated alike, the one it names itself is taken before one that a wildcard covers, then the
    earlier offer. A caller who accepts none gets the first offer all the same, as the RFC allows.
    """
    weights = weighted(accept)
    best, choice = (0.0, 0), offers[0]
    for offer in offers:
        ranges = ("*/*", offer.partition("/")[0] + "/*", offer)
        exactness, name = max(
            ((n, name) for n, name in enumerate(ranges) if name in weights), default=(0, "")
        )
        rating = weights.get(name, 0.0), exactness
        if rating[0] > 0 and rating > best:
            best, choice = rating, offer
    return choice


def weighted(field: str) -> dict[str, float]:
    """What a field like `Accept` or `Accept-Encoding` lists, each with its weight from 0 to 1.

    Parameters other than the weight are passed over; what cannot be read weighs nothing.
    """
    return dict(_weighted(part) for part in field.lower().split(","))


def _weighted(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            weight = float(value) if _QUALITY.fullmatch(value.strip()) else 0.0
    return name, weight
