"""What each key of a stage's entry in .chalice/config.json may be, as Chalice and AWS have it."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

HOST_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
"""A part of a host's name, as a regular expression (RFC 1123, section 2.1)."""


@dataclass(frozen=True)
class Rule:
    """What a key of the config may be, and how that is said."""

    holds: Callable[[Any], bool]
    said: str


def _number(low: float, high: float, *, whole: bool = True) -> Rule:
    def holds(value: Any) -> bool:
        kind = int if whole else (int, float)
        right = isinstance(value, kind) and not isinstance(value, bool) and math.isfinite(value)
        return right and low <= value <= high

    kind = "a whole number" if whole else "a number"
    bounds = f"from {low:g} on" if high == math.inf else f"from {low:g} to {high:.0f}"
    return Rule(holds, f"{kind} {bounds}, without quotation marks")


def _one_of(*values: str) -> Rule:
    return Rule(lambda value: isinstance(value, str) and value in values, " or ".join(values))


def _texts(most: int) -> Rule:
    def holds(value: Any) -> bool:
        listed = isinstance(value, list) and len(value) <= most
        return listed and all(isinstance(each, str) and each for each in value)

    return Rule(holds, f"a list of up to {most} strings")


def _group(rules: Mapping[str, Rule]) -> Rule:
    """A group of keys, each of which has a rule of its own."""
    return Rule(_is_dict, f"a group with {', '.join(rules)}")


def _matching(pattern: str, said: str) -> Rule:
    """A string that a regular expression takes."""
    return Rule(lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None, said)


def _tags(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= TAGS
        and all(re.fullmatch(r"(?!aws:)[\w .:/=+@-]{1,128}", key) for key in value)
        and all(
            isinstance(each, str) and re.fullmatch(r"[\w .:/=+@-]{0,256}", each) for each in value.values()
        )
    )


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


SWITCH = Rule(lambda value: isinstance(value, bool), "true or false, without quotation marks")
TAGS = 45
"""Of the 50 that AWS takes; Chalice and `finish` add some."""
TAGGED = Rule(
    _tags,
    f"up to {TAGS} strings by name, none that begins with aws:, of letters, digits, spaces and "
    ". : / = + @ - _, names of up to 128 and values of up to 256",
)
TEXT = Rule(lambda value: isinstance(value, str) and value != "", "a string")
THROTTLING = {"rate_limit": _number(0.01, 10_000, whole=False), "burst_limit": _number(1, 10_000)}
USAGE_PLAN = {
    "rate_limit": _number(0.01, 10_000, whole=False),
    "burst_limit": _number(1, 10_000),
    "requests_a_day": _number(1, 2_147_483_647),
}
DOMAIN = {
    "domain_name": _matching(
        rf"(\*\.)?({HOST_LABEL}\.)+{HOST_LABEL}", "a host's name, like words.example.org, or *.example.org"
    ),
    "certificate_arn": _matching(
        r"arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/[\w-]+", "the ARN of a certificate of ACM"
    ),
    "tls_version": _one_of("TLS_1_0", "TLS_1_2"),
    "url_prefix": _matching(r"/|[A-Za-z0-9$._+!*'()/-]{1,300}", "/ or a path without a slash at its ends"),
    "tags": TAGGED,
}
GROUPS = {
    "api_gateway_throttling": THROTTLING,
    "usage_plan": USAGE_PLAN,
    "api_gateway_custom_domain": DOMAIN,
}
NEEDED = {"api_gateway_custom_domain": ("domain_name", "certificate_arn")}
"""What Chalice does not do without, in a group that is there."""
EITHER = {
    "environment_variables": Rule(_is_dict, "a group of strings"),
    "iam_role_arn": TEXT,
    "lambda_memory_size": _number(128, 10_240),
    "lambda_timeout": _number(1, 900),
    "layers": _texts(5),
    "manage_iam_role": Rule(lambda value: value is False, "false only, as the stack has the roles"),
    "reserved_concurrency": _number(0, math.inf),
    "security_group_ids": _texts(5),
    "subnet_ids": _texts(16),
    "tags": TAGGED,
    "xray": SWITCH,
}
"""What a stage and a function may both say."""
THE_STACKS = {"autogen_policy", "iam_policy_file", "log_retention_in_days"}
"""What Chalice reads, and the stack has."""
ENTRY = {
    **EITHER,
    **{key: _group(rules) for key, rules in GROUPS.items()},
    "api_gateway_endpoint_type": _one_of("EDGE", "REGIONAL", "PRIVATE"),
    "api_gateway_endpoint_vpce": Rule(lambda value: isinstance(value, str | list), "a string or a list"),
    "api_gateway_policy_file": TEXT,
    "api_gateway_stage": _matching(
        r"[A-Za-z0-9_-]{1,128}", "up to 128 letters, digits, hyphens and underscores"
    ),
    "automatic_layer": SWITCH,
    "lambda_architecture": _one_of("arm64", "x86_64"),
    "lambda_functions": Rule(_is_dict, "a group for each function"),
    "minimum_compression_size": _number(0, 10_485_760),
}
