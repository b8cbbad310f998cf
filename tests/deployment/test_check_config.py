"""The step `check`: config keys, parameters and names that AWS or Chalice would refuse later."""

import json
import re
from pathlib import Path

import pytest
from cfnlint import decode

from deploy import check_config, check_parameters
from deploy.errors import DeployError
from deploy.options import PARAMETERS
from deploy.stacks import Stack
from deploy.stages import Stage
from tests.deployment.parts import ROOT, edit_stage, found, function

DOMAIN = {
    "domain_name": "words.example.org",
    "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/0f-1",
}


def renamed(project: Path, name: str) -> Stage:
    """The stage dev under another name, as someone adds a stage; dev stays."""
    file = project / ".chalice" / "config.json"
    config = json.loads(file.read_text())
    config["stages"][name] = json.loads(json.dumps(config["stages"]["dev"]).replace("dev", name))
    file.write_text(json.dumps(config))
    template = project / "deploy" / "infrastructure.yaml"
    written = json.loads(template.read_text())
    written["Mappings"]["Sizes"][name] = written["Mappings"]["Sizes"]["dev"]
    template.write_text(json.dumps(written))
    return Stage.read(project, name)


@pytest.mark.parametrize("name", ["dev", "staging", "prod"])
def test_the_stages_as_they_are_have_nothing_in_the_way(project, name):
    assert found(Stage.read(project, name)) == []


def test_what_stands_outside_of_the_stages_is_named(stage):
    config = json.loads(stage.config_file.read_text())
    stage.config_file.write_text(json.dumps(config | {"environment_variables": {"RETENTION_DAYS": "5"}}))
    (finding,) = found(Stage.read(stage.root, stage.name))
    assert finding.sentence.startswith("environment_variables stands outside of the stages")


# --- parameters ---------------------------------------------------------------------------------

VALUES = {
    "AlarmEmail": (
        ["", "you@example.com", "a.b+c@mail.example.org"],
        ["nobody", "a@b", "a@b.c, d@e.f", "a..b@x.org", "a@-x.org", "a@[1.2.3.4]", ".a@x.org", "a@x.org\n",
         f"{'a' * 65}@x.org", f"a@{'x' * 64}.org", f"a@{'x.' * 130}org"],
    ),
    "TicketEmail": (["", "you@example.com"], ["you@", "two words@example.com"]),
    "MonthlyBudget": (["0", "100", "99.5", ".5"], ["-5", "lots", "1e3", "0.0", "1,000", "00", "9" * 20]),
    "Egress": (["gateway", "instance"], ["nat", "Gateway"]),
    "RequestsPerAddress": (["0", "10", "2000000000"], ["-5", "ten", "9", "3000000000", "²", "9" * 5_000]),
    "RolesBoundary": (["", "arn:aws:iam::123456789012:policy/boundary"], ["boundary"]),
    "NetworkNumber": (["0", "20", "255"], ["300", "256", "-1", "020", "x"]),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_a_parameter_that_aws_refuses_is_named_with_what_it_may_be(stage, name):
    right, wrong = VALUES[name]
    for value in right:
        assert found(stage, **{name: value}) == []
    for value in wrong:
        (finding,) = found(stage, **{name: value})
        assert f" is {value}, and may be " in finding.sentence
        assert finding.stops


def test_the_rules_of_parameters_are_the_templates():
    template, _ = decode.decode(str(ROOT / "deploy" / "infrastructure.yaml"))
    assert check_parameters.RULES.keys() == PARAMETERS.keys() == template["Parameters"].keys() - {"Stage"}
    for name, declared in template["Parameters"].items():
        is_right, _ = check_parameters.RULES.get(name, (None, ""))
        if is_right and (value := str(declared["Default"])):
            assert is_right(value)
        for bound, beyond in (("MinValue", -1), ("MaxValue", 1)):
            if bound in declared:
                assert is_right(str(declared[bound]))
                assert not is_right(str(declared[bound] + beyond))
        if is_right and "AllowedValues" in declared:
            assert all(map(is_right, declared["AllowedValues"]))


def test_a_template_that_cloudformation_does_not_take_with_a_call_is_named(stage):
    file = stage.root / "deploy" / "infrastructure.yaml"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"Metadata": {"more": "x" * 60_000}}))
    (finding,) = found(stage)
    assert "bytes without its comments, and CloudFormation takes 51,200 with a call" in finding.sentence


def test_another_network_number_for_a_stack_that_is_there_stops(stage):
    stack = Stack("wordcount-dev", "UPDATE_COMPLETE", {"NetworkNumber": "20"}, {})
    (finding,) = found(stage, stack, NetworkNumber="21")
    assert "NETWORK_NUMBER is 21, and the stack's network has 20" in finding.sentence
    assert found(stage, stack, NetworkNumber="20") == []


# --- the config ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("api_gateway_throttling", {"rate_limit": -1}, "rate_limit in api_gateway_throttling is -1"),
        ("api_gateway_throttling", {"rate_limit": "fast"}, "rate_limit in api_gateway_throttling is 'fast'"),
        ("api_gateway_throttling", {"burst_limit": 1.5}, "burst_limit in api_gateway_throttling is 1.5"),
        (
            "api_gateway_throttling",
            {"rate_limits": 5},
            "no key rate_limits in api_gateway_throttling: is",
        ),
        ("api_gateway_throttling", 20, "api_gateway_throttling is 20, and may be a group with rate_limit"),
        ("api_gateway_throtling", {}, "no key api_gateway_throtling: is api_gateway_throttling meant"),
        ("usage_plan", {"rate_limit": 0}, "rate_limit in usage_plan is 0"),
        ("usage_plan", {"requests_a_day": -1}, "requests_a_day in usage_plan is -1"),
        ("minimum_compression_size", 99_999_999, "minimum_compression_size is 99999999"),
        ("lambda_architecture", "arm65", "lambda_architecture is 'arm65', and may be arm64 or x86_64"),
        ("lambda_architecture", ["arm64"], r"lambda_architecture is ['arm64']"),
        ("api_gateway_stage", "my stage!", "api_gateway_stage is 'my stage!'"),
        ("xray", "false", "xray is 'false', and may be true or false, without quotation marks"),
        ("xray", 0, "xray is 0"),
        ("reserved_concurrency", -1, "reserved_concurrency is -1"),
        ("subnet_ids", "subnet-1", "subnet_ids is 'subnet-1', and may be a list"),
        ("log_retention_in_days", 7, "log_retention_in_days stays out of"),
        ("tags", {"a": 5}, "tags is {'a': 5}, and may be up to 45 strings by name"),
        ("tags", {"aws:x": "y"}, "none that begins with aws:"),
        ("tags", {"": "y"}, "tags is {'': 'y'}"),
        ("tags", {"a": "<b>"}, "tags is {'a': '<b>'}"),
        ("tags", {str(number): "x" for number in range(60)}, "up to 45 strings"),
        ("api_gateway_custom_domain", {"x": 1}, "there is no key x in api_gateway_custom_domain"),
        ("api_gateway_custom_domain", {"domain_name": "https://x.org"}, "domain_name in api_gateway_custom"),
        (
            "api_gateway_custom_domain",
            {"domain_name": "w.example.org"},
            "has no certificate_arn, which",
        ),
        ("api_gateway_custom_domain", {**DOMAIN, "tls_version": "1.2"}, "tls_version in api_gateway_custom"),
        ("wings", 2, "there is no key wings: neither Chalice nor a step"),
    ],
)
def test_a_key_that_chalice_or_aws_refuses_is_named(stage, key, value, said):
    finding = found(edit_stage(stage.root, **{key: value}))[0]
    assert said in finding.sentence
    assert finding.stops


@pytest.mark.parametrize(
    ("name", "limits", "said"),
    [
        ("worker", {"lambda_timeout": "60"}, "lambda_timeout of worker is '60', and may be a whole"),
        ("worker", {"lambda_timeout": 500}, "lambda_timeout of worker is 500, and its queue hides"),
        ("last_resort", {"lambda_timeout": 800}, "or raise VisibilityTimeout of DeadLetterQueue in"),
        ("migrate", {"lambda_timeout": 901}, "lambda_timeout of migrate is 901"),
        ("sweep", {"lambda_memory_size": 1769.5}, "lambda_memory_size of sweep is 1769.5"),
        ("sweep", {"lambda_memory_size": True}, "lambda_memory_size of sweep is True"),
        ("api_handler", {"lambda_timeout": 30}, "lambda_timeout of api_handler is 30, and may be 1 to 29"),
        ("api_handler", {"reserved_concurency": 3}, "is reserved_concurrency meant"),
        ("canary", {"manage_iam_role": True}, "manage_iam_role of canary is True, and may be false only"),
    ],
)  # fmt: skip
def test_a_limit_of_a_function_that_aws_refuses_is_named(stage, name, limits, said):
    wrong = function(stage, name, **limits)
    finding = found(wrong)[0]
    assert said in finding.sentence
    assert finding.stops
    with pytest.raises(DeployError, match=re.escape(said)):  # a step taken alone says the same
        check_config.refuse(wrong)


def test_a_function_whose_role_chalice_would_make_is_named(stage):
    functions = dict(stage.entry["lambda_functions"])
    functions["sweep"] = {key: value for key, value in functions["sweep"].items() if key != "manage_iam_role"}
    (finding,) = found(edit_stage(stage.root, lambda_functions=functions))
    assert finding.sentence.startswith("manage_iam_role of sweep is missing")


def test_tags_and_a_domain_of_ones_own_are_fine(stage):
    tags = {"Cost centre": "Öffentlichkeit 7", "team": "words/ops+x@example.org"}
    domain = {**DOMAIN, "tls_version": "TLS_1_2", "url_prefix": "v1", "tags": tags}
    assert found(edit_stage(stage.root, tags=tags, api_gateway_custom_domain=domain)) == []


def test_a_queue_that_hides_less_than_six_times_the_functions_time_is_a_warning(stage):
    (finding,) = found(function(stage, "worker", lambda_timeout=90))
    assert "AWS asks for 540 (VisibilityTimeout of JobsQueue" in finding.sentence
    assert not finding.stops


def test_a_function_that_there_is_none_of_or_that_is_missing_is_named(stage):
    functions = dict(stage.entry["lambda_functions"])
    functions["workr"] = functions.pop("worker")
    said = [finding.sentence for finding in found(edit_stage(stage.root, lambda_functions=functions))]
    assert any("there is no function workr" in sentence for sentence in said)
    assert any("lambda_functions lacks the function of WorkerRoleArn" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"environment_variables": None}, "has no group environment_variables"),
        ({"lambda_functions": []}, "has no group lambda_functions"),
        ({"lambda_functions": {"worker": 60}}, "has a function worker that is no group"),
        ({"api_gateway_stage": 1}, "has no api_gateway_stage that is a string"),
    ],
)
def test_an_entry_that_cannot_be_read_is_a_sentence(project, change, said):
    file = project / ".chalice" / "config.json"
    config = json.loads(file.read_text())
    config["stages"]["dev"].update(change)
    file.write_text(json.dumps(config))
    with pytest.raises(DeployError, match=said):
        Stage.read(project, "dev")


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["qa_1", "feature.x", "qa--1", "qa-", "1qa", "QA", "x" * 50, "dev-worker", "dev-old"]
)
def test_a_stage_whose_name_aws_refuses_somewhere_or_another_has_is_named(project, name):
    finding = found(renamed(project, name))[0]
    assert re.search(r"cannot be called|name is too long|would both have", finding.sentence)
    assert finding.stops


def test_a_stage_that_the_template_does_not_know_is_named(project):
    file = project / ".chalice" / "config.json"
    config = json.loads(file.read_text())
    config["stages"]["nowhere"] = json.loads(json.dumps(config["stages"]["dev"]).replace("dev", "nowhere"))
    file.write_text(json.dumps(config))
    (finding,) = found(Stage.read(project, "nowhere"))
    assert "deploy/infrastructure.yaml does not know nowhere" in finding.sentence
    assert found(renamed(project, "nowhere")) == []


# --- the stack's state ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "way_out"),
    [
        ("ROLLBACK_COMPLETE", "it can only be deleted"),
        ("DELETE_FAILED", "it can only be deleted"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback"),
        ("UPDATE_IN_PROGRESS", "Wait until it has ended"),
    ],
)
def test_a_stack_that_cannot_be_changed_is_said_with_the_way_out(stage, status, way_out):
    (finding,) = found(stage, Stack("wordcount-dev", status, {}, {}))
    assert f"the stack wordcount-dev is {status}: " in finding.sentence
    assert way_out in finding.sentence
    assert finding.stops
