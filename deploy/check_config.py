"""What `check` looks at in .chalice/config.json: the stage's name, and what AWS makes of each key."""

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from deploy import configure, template
from deploy.check_rules import EITHER, ENTRY, GROUPS, NEEDED, THE_STACKS, Rule
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
            for lacking in NEEDED.get(key, ()):
                if lacking not in stage.entry[key]:
                    yield f"{key} has no {lacking}, which Chalice needs: add it in {stage.config_file}."
    for function, limits in functions.items():
        yield from _keys(stage, limits, EITHER, f" of {function}")
        if "manage_iam_role" not in limits:
            yield (
                f"manage_iam_role of {function} is missing, and Chalice would make a role in place of the "
                f'stack\'s: "manage_iam_role": false in {stage.config_file}.'
            )
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
