"""What `check` looks at in the stack: its state, and whether AWS takes the parameters that were named."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from deploy import stacks, template
from deploy.check_rules import HOST_LABEL
from deploy.findings import Finding, Situation
from deploy.options import variable

REQUESTS = (10, 2_000_000_000)
"""AWS WAF's own bounds of a rule by rate."""
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(\.{_ATOM})*@(?=.{{1,255}}$)({HOST_LABEL}\.)+{HOST_LABEL}")
"""RFC 5321, section 4.1.2, without quoted names and hosts' numbers, which people's addresses do not have."""
_BOUNDARY = re.compile(r"(arn:aws[a-z-]*:iam::\d{12}:policy/[\w+=,.@/-]+)?", re.ASCII)
_LONGEST_AMOUNT = 15  # characters: CloudFormation's numbers are floating, and would round a longer one
_AMOUNT = re.compile(r"([0-9]*\.)?[0-9]+")  # the model of AWS Budgets


def _is_email(value: str) -> bool:
    return not value or (value.isascii() and _ADDRESS.fullmatch(value) is not None)


def _is_whole(value: str, low: int, high: int) -> bool:
    """Whether it is a whole number as the template writes it: without a sign or zeros before it."""
    plain = len(value) <= len(str(high)) and value.isascii() and value.isdecimal()
    return plain and str(int(value)) == value and low <= int(value) <= high


def _is_budget(value: str) -> bool:
    if len(value) > _LONGEST_AMOUNT:
        return False
    return value == "0" or (_AMOUNT.fullmatch(value) is not None and Decimal(value) > 0)


_Rule = tuple[Callable[[str], bool], str]
RULES: Mapping[str, _Rule] = {
    "AlarmEmail": (_is_email, "one e-mail address, or none for nobody"),
    "TicketEmail": (_is_email, "one e-mail address, or none for nobody"),
    "MonthlyBudget": (_is_budget, "an amount in US dollars like 100, or 0 for no budget"),
    "Egress": (lambda value: value in ("gateway", "instance"), "gateway or instance"),
    "RequestsPerAddress": (
        lambda value: value == "0" or _is_whole(value, *REQUESTS),
        f"a whole number from {REQUESTS[0]} to {REQUESTS[1]:,} without separators, as AWS WAF takes it, or 0 "
        "for no AWS WAF",
    ),
    "RolesBoundary": (
        lambda value: _BOUNDARY.fullmatch(value) is not None,
        "the ARN of a policy, like arn:aws:iam::123456789012:policy/boundary-of-wordcount",
    ),
    "NetworkNumber": (lambda value: _is_whole(value, 0, 255), "a whole number from 0 to 255"),
}
"""What each of the stack's parameters may be, and how that is said."""


def parameters(situation: Situation) -> Iterator[Finding]:
    """Whether AWS takes the stack's parameters."""
    given = situation.options.parameters
    for name, (is_right, right) in RULES.items():
        if name in given and not is_right(given[name]):
            yield Finding(f"{variable(name)} is {given[name]}, and may be {right}.")
    number, before = given.get("NetworkNumber"), situation.parameters.get("NetworkNumber")
    if number and before and number != before and not situation.options.allow_replacement:
        yield Finding(
            f"NETWORK_NUMBER is {number}, and the stack's network has {before}: another one would replace "
            f"it with all that stands in it, the database too. Leave it out, or say {before}."
        )


def length(situation: Situation) -> Iterator[Finding]:
    """Whether CloudFormation takes the template with a call."""
    sent = len(template.body(situation.stage).encode())
    if sent > template.LONGEST_BYTES:
        yield Finding(
            f"{template.TEMPLATE} is {sent:,} bytes without its comments, and CloudFormation takes "
            f"{template.LONGEST_BYTES:,} with a call: take something out of it."
        )


def state(situation: Situation) -> Iterator[Finding]:
    """Whether the stack can be created or updated as it is."""
    stack = situation.stack
    if stack is None or stack.status in stacks.UPDATABLE or stack.status == "REVIEW_IN_PROGRESS":
        return
    yield Finding(f"the stack {stack.name} is {stack.status}: {stacks.advice(stack)}")
