"""The stages of .chalice/config.json: each whole, otherwise alike, and nothing secret."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.settings import Settings

ROOT = Path(__file__).parents[2]
CONFIG = json.loads((ROOT / ".chalice" / "config.json").read_text())
STAGES = CONFIG["stages"]
FUNCTIONS = {"api_handler", "worker", "last_resort", "migrate", "sweep", "canary"}

OF_THE_STACK = {
    "subnet_ids",
    "security_group_ids",
    *(f"lambda_functions.{function}.iam_role_arn" for function in FUNCTIONS),
}
"""What the deploy step fills in from the stack's outputs."""
DIFFERENT = OF_THE_STACK | {
    "api_gateway_stage",
    "api_gateway_throttling.rate_limit",
    "api_gateway_throttling.burst_limit",
    "environment_variables.JOBS_QUEUE",
    "environment_variables.DEAD_LETTER_QUEUE",
    "environment_variables.DATABASE_SECRET",
    "environment_variables.WORKER_MAXIMUM_CONCURRENCY",
    "environment_variables.CANARY",
}
"""The keys whose values differ between stages."""
CHOSEN = {"environment_variables.RETENTION_DAYS"}
"""What an operator may say of any stage, or of none."""


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """The leaves of nested objects, by their dotted path."""
    if not isinstance(value, dict):
        return {path: value}
    return {
        key: leaf
        for name, inner in value.items()
        for key, leaf in flat(inner, f"{path}.{name}" if path else name).items()
    }


def test_there_is_nothing_beside_the_stages():
    assert set(CONFIG) == {"version", "app_name", "stages"}, "what is said for all stages is easily missed"


def test_the_stages_differ_in_these_keys_and_no_others():
    leaves = [
        {key: leaf for key, leaf in flat(stage).items() if key not in CHOSEN} for stage in STAGES.values()
    ]
    assert all(stage.keys() == leaves[0].keys() for stage in leaves)
    differing = {key for key in leaves[0] if len({json.dumps(stage[key]) for stage in leaves}) > 1}
    assert differing == DIFFERENT


@pytest.mark.parametrize("name", STAGES)
def test_a_stages_names_are_its_own(name):
    stage = STAGES[name]
    variables = stage["environment_variables"]
    assert stage["api_gateway_stage"] == name, "CloudWatch tells the stages' APIs apart by it"
    assert variables["JOBS_QUEUE"] == f"wordcount-{name}-jobs"
    assert variables["DEAD_LETTER_QUEUE"] == f"wordcount-{name}-jobs-dead"
    # The name, or once the deploy step has been here, the ARN of the secret of that name.
    assert re.fullmatch(
        rf"(arn:aws:secretsmanager:.*:secret:)?wordcount-{name}/database(-\w{{6}})?",
        variables["DATABASE_SECRET"],
    )
    for other in set(STAGES) - {name}:
        assert f"-{other}" not in json.dumps(stage)


@pytest.mark.parametrize("name", STAGES)
def test_a_stages_variables_are_settings_and_strings_that_can_be_read(name):
    variables = STAGES[name]["environment_variables"]
    known = {field.upper() for field in Settings.__dataclass_fields__}
    assert set(variables) <= known
    assert all(isinstance(value, str) for value in variables.values())
    settings = Settings.from_environment({**variables, "AWS_LAMBDA_FUNCTION_NAME": f"wordcount-{name}"})
    assert 2 <= settings.worker_maximum_concurrency <= 1000
    assert settings.database_ca_file, "the connection to Postgres is verified"
    assert settings.public_listing is False


@pytest.mark.parametrize("name", STAGES)
def test_nothing_secret_stands_in_a_stage(name):
    variables = STAGES[name]["environment_variables"]
    assert "DATABASE_URL" not in variables
    assert not re.search(r"://[^/\"]*:[^/\"]*@|password|AKIA|token", json.dumps(STAGES[name]), re.IGNORECASE)


@pytest.mark.parametrize("name", STAGES)
def test_every_function_has_its_memory_its_time_and_a_role_of_the_stacks(name):
    functions = STAGES[name]["lambda_functions"]
    assert set(functions) == FUNCTIONS
    for function, own in functions.items():
        # Chalice refuses this for a whole stage whose roles are named for each function.
        assert own["manage_iam_role"] is False, f"Chalice would make a role for {function}"
        assert own["iam_role_arn"]
        assert 128 <= own["lambda_memory_size"] <= 10_240
        assert own["lambda_timeout"] <= 900
    assert functions["api_handler"]["lambda_timeout"] <= 29, "API Gateway waits no longer"


@pytest.mark.parametrize("name", STAGES)
def test_log_retention_is_left_to_the_stack(name):
    # Chalice's own key misses the API's function and breaks `chalice package`.
    assert "log_retention_in_days" not in json.dumps(STAGES[name])


def test_the_functions_are_those_of_the_app():
    import app

    names = {handler.name for handler in app.app.event_sources} | {
        handler.name for handler in app.app.pure_lambda_functions
    }
    assert names | {"api_handler"} == FUNCTIONS
