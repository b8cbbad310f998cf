"""What `check` looks at in .chalice/config.json: the stage's name, and what AWS makes of each key."""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from deploy import configure, template
from deploy.errors import DeployError
from deploy.findings import Finding, Situation
from deploy.stages import REST_FUNCTION, Stage

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""RDS's rule of an instance's name; it is the narrowest of all that are made from a stage's."""
DATABASE, FUNCTION = 63, 64
"""How long RDS's, and Lambda's and EventBridge's names may be."""
APP = "wordcount"
OUTSIDE = {"version", "app_name", "stages"}
API_SECONDS = 29
"""For how long API Gateway waits."""
SIX = 6
"""How many times as long as the function's time AWS asks a queue to hide a message."""
QUEUES = {"worker": "JobsQueue", "last_resort": "DeadLetterQueue"}


# --- the name -----------------------------------------------------------------------------------


def name(situation: Situation) -> Iterator[Finding]:
    """Whether the stage's name can be, with all that is named after it."""
    stage = situation.stage
    if stage.app != APP:
        yield Finding(f"app_name is {stage.app}, and {template.TEMPLATE} names everything {APP}-STAGE.")
    if not NAME.fullmatch(stage.name):
        yield Finding(
            f"a stage cannot be called {stage.name}: RDS takes lower-case letters and digits with single "
            "hyphens between them, a letter first."
        )
    elif long := [each for each, bound in _names(stage).items() if len(each) > bound]:
        yield Finding(
            f"the stage's name is too long: {long[0]} has {len(long[0])} characters, and AWS takes "
            f"{_names(stage)[long[0]]}."
        )
    if not template.sizes(stage):
        yield Finding(
            f"{template.TEMPLATE} does not know {stage.name}: add it to the Sizes "
            '(docs/operations.md, "Adding a stage").'
        )
    for other in stage.others():
        if shared := sorted(_names(stage).keys() & _names(other).keys()):
            yield Finding(f"the stages {stage.name} and {other.name} would both have {shared[0]} in AWS.")


def elsewhere(situation: Situation) -> Iterator[Finding]:
    """What stands outside of the stages, where Chalice reads it for all of them, and nothing here looks."""
    stage = situation.stage
    for key in json.loads(stage.config_file.read_text("utf-8")).keys() - OUTSIDE:
        yield Finding(
            f"{key} stands outside of the stages in {stage.config_file}: move it into each of them."
        )


def _names(stage: Stage) -> dict[str, int]:
    """What is named after the stage where names are short or may meet, and how long each may be."""
    databases = {stage.stack + end: DATABASE for end in ("", "-old", "-restored")}
    functions = dict.fromkeys(stage.functions.values(), FUNCTION)
    rules = {f"{each}-event": FUNCTION for each in functions}
    return {**rules, **functions, **databases}


# --- what the entry says ------------------------------------------------------------------------


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
    """A group of keys, which `_entry` looks into."""
    return Rule(lambda value: isinstance(value, dict), f"a group with {', '.join(rules)}")


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


SWITCH = Rule(lambda value: isinstance(value, bool), "true or false, without quotation marks")
TEXT = Rule(lambda value: isinstance(value, str) and value != "", "a string")
THROTTLING = {"rate_limit": _number(0.01, 10_000, whole=False), "burst_limit": _number(1, 10_000)}
USAGE_PLAN = {
    "rate_limit": _number(0.01, 10_000, whole=False),
    "burst_limit": _number(1, 10_000),
    "requests_a_day": _number(1, 2_147_483_647),
}
GROUPS = {"api_gateway_throttling": THROTTLING, "usage_plan": USAGE_PLAN}
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
    "tags": Rule(_is_dict, "a group of strings"),
    "xray": SWITCH,
}
"""What a stage and a function may both say."""
THE_STACKS = {"autogen_policy", "iam_policy_file", "log_retention_in_days"}
"""What Chalice reads, and the stack has."""
ENTRY = {
    **EITHER,
    **{key: _group(rules) for key, rules in GROUPS.items()},
    "api_gateway_custom_domain": Rule(_is_dict, "a group as Chalice documents it"),
    "api_gateway_endpoint_type": _one_of("EDGE", "REGIONAL", "PRIVATE"),
    "api_gateway_endpoint_vpce": Rule(lambda value: isinstance(value, str | list), "a string or a list"),
    "api_gateway_policy_file": TEXT,
    "api_gateway_stage": Rule(
        lambda value: isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,128}", value) is not None,
        "up to 128 letters, digits, hyphens and underscores",
    ),
    "automatic_layer": SWITCH,
    "lambda_architecture": _one_of("arm64", "x86_64"),
    "lambda_functions": Rule(_is_dict, "a group for each function"),
    "minimum_compression_size": _number(0, 10_485_760),
}


def entry(situation: Situation) -> Iterator[Finding]:
    """Whether Chalice and AWS take what the stage's entry in the config says."""
    for sentence in sentences(situation.stage):
        yield Finding(sentence)
    api_stage = situation.stage.entry.get("api_gateway_stage")
    if isinstance(api_stage, str) and api_stage != situation.stage.name:
        yield Finding(
            f"api_gateway_stage is {api_stage}: the alarm api-5xx and the dashboard look at "
            f"{situation.stage.name}, and will see nothing.",
            stops=False,
        )


def queues(situation: Situation) -> Iterator[Finding]:
    """Whether the queues hide a message for as long as AWS asks, six times the function's time."""
    stage = situation.stage
    for function, queue in QUEUES.items():
        hidden, seconds = _hidden(stage, queue), _seconds(stage, function)
        if hidden / SIX < seconds <= hidden:
            yield Finding(
                f"lambda_timeout of {function} is {seconds}, and its queue hides a message for {hidden} s: "
                f"AWS asks for {seconds * SIX} (VisibilityTimeout of {queue} in {template.TEMPLATE}), or a "
                "message may be delivered while it is worked on.",
                stops=False,
            )


def sentences(stage: Stage) -> Iterator[str]:
    """What is wrong with the stage's entry, each with where it stands."""
    functions = stage.entry["lambda_functions"]
    yield from _keys(stage, stage.entry, ENTRY, "")
    for key, rules in GROUPS.items():
        if isinstance(stage.entry.get(key), dict):
            yield from _keys(stage, stage.entry[key], rules, f" in {key}")
    for function, limits in functions.items():
        yield from _keys(stage, limits, EITHER, f" of {function}")
    yield from _functions(stage)
    yield from _times(stage)


def _keys(stage: Stage, given: Mapping[str, Any], rules: Mapping[str, Rule], where: str) -> Iterator[str]:
    for key, value in given.items():
        if key in THE_STACKS:
            yield f"{key}{where} stays out of {stage.config_file}: the stack has roles and logs."
        elif key not in rules:
            close = get_close_matches(key, rules, 1, 0.8)
            hint = f"is {close[0]} meant?" if close else "neither Chalice nor a step of a deploy reads it."
            yield f"there is no key {key}{where}: {hint} Correct it in {stage.config_file}."
        elif not rules[key].holds(value):
            said = rules[key].said
            yield f"{key}{where} is {value!r}, and may be {said}: correct it in {stage.config_file}."


def _functions(stage: Stage) -> Iterator[str]:
    roles = {key for key in template.read(stage)["Outputs"] if key.endswith("RoleArn")}
    known = {configure.role_output(function): function for function in stage.functions}
    for output in sorted(known.keys() - roles):
        yield (
            f"there is no function {known[output]}, with a role in {template.TEMPLATE}: correct "
            f"lambda_functions in {stage.config_file}."
        )
    for output in sorted(roles - known.keys()):
        yield f"lambda_functions lacks the function of {output}: add its entry in {stage.config_file}."


def _times(stage: Stage) -> Iterator[str]:
    if (seconds := _seconds(stage, REST_FUNCTION)) > API_SECONDS:
        yield (
            f"lambda_timeout of {REST_FUNCTION} is {seconds}, and may be 1 to {API_SECONDS}, for which API "
            f"Gateway waits: correct it in {stage.config_file}."
        )
    for function, queue in QUEUES.items():
        hidden, seconds = _hidden(stage, queue), _seconds(stage, function)
        if seconds > hidden:
            yield (
                f"lambda_timeout of {function} is {seconds}, and its queue hides a message for {hidden} s: "
                f"Lambda would refuse to read it. Lower it to {hidden // SIX}, or raise VisibilityTimeout of "
                f"{queue} in {template.TEMPLATE} to {seconds * SIX}."
            )


def _seconds(stage: Stage, function: str) -> int:
    """For how long a function may run; 0 where the config has no number that could be."""
    seconds = stage.limit(function, "lambda_timeout")
    return seconds if EITHER["lambda_timeout"].holds(seconds) else 0


def _hidden(stage: Stage, queue: str) -> int:
    return int(template.read(stage)["Resources"][queue]["Properties"]["VisibilityTimeout"])


def refuse(stage: Stage) -> None:
    """Raise DeployError for what is wrong with the stage's entry: a step may be taken without `check`."""
    if wrong := list(sentences(stage)):
        raise DeployError("\n".join(wrong))
