"""The step `keys`: whom a stage with `API_ACCESS=key` lets in, and for how much."""

import boto3
import pytest

from deploy import finish, keys
from deploy.errors import DeployError
from deploy.options import Options, parse
from tests.deployment.parts import edit_stage, make_api


@pytest.fixture
def guarded(stage, account):
    """A deployed stage that asks for keys."""
    make_api(stage)
    return edit_stage(stage.root, environment_variables={"API_ACCESS": "key"})


@pytest.fixture
def take(account, capsys):
    def step(stage, **options):
        capsys.readouterr()
        keys.run(stage, account, Options(**options))
        return capsys.readouterr().out

    return step


def values() -> dict[str, str]:
    found = boto3.client("apigateway").get_api_keys(includeValues=True)["items"]
    return {key["id"]: key["value"] for key in found}


def plan(stage) -> dict:
    return keys.find_plan(stage, boto3.client("apigateway"))


def test_a_stage_that_asks_for_keys_has_a_plan_that_bounds_them(guarded, account, capsys):
    finish.run(guarded, account, Options())
    said = capsys.readouterr().out
    assert "5 requests a second, 20 at once and 20,000 a day for each key" in said
    assert plan(guarded)["throttle"] == {"rateLimit": 5.0, "burstLimit": 20}
    assert plan(guarded)["quota"] == {"limit": 20_000, "offset": 0, "period": "DAY"}
    assert [place["stage"] for place in plan(guarded)["apiStages"]] == ["dev"]
    finish.run(guarded, account, Options())
    assert "the usage plan is so already" in capsys.readouterr().out


def test_what_the_config_says_of_the_plan_holds(guarded, account, capsys):
    finish.run(guarded, account, Options())
    finish.run(edit_stage(guarded.root, usage_plan={"requests_a_day": 7}), account, Options())
    assert "and 7 a day" in capsys.readouterr().out
    assert plan(guarded)["quota"]["limit"] == 7


def test_an_open_stage_has_no_plan(stage, account, take):
    make_api(stage)
    finish.run(stage, account, Options())
    assert plan(stage) is None
    with pytest.raises(DeployError, match="API_ACCESS to key"):
        take(stage, new_key="alice")


def test_a_key_is_made_listed_rotated_and_withdrawn(guarded, account, take):
    finish.run(guarded, account, Options())
    said = take(guarded, new_key="alice")
    ((first, value),) = values().items()
    assert f"It is shown this once: {value}" in said
    with pytest.raises(DeployError, match="ROTATE="):
        take(guarded, new_key="alice")
    assert value not in take(guarded)
    assert f"{first}  20" in take(guarded)

    said = take(guarded, rotate_key="alice")
    (second,) = set(values()) - {first}
    assert values()[second] in said
    assert "works on" in said
    with pytest.raises(DeployError, match="several keys: name one by its id"):
        take(guarded, withdraw_key="alice")

    assert first not in take(guarded, withdraw_key=first).splitlines()[-1]
    assert set(values()) == {second}
    take(guarded, withdraw_key="alice")
    assert values() == {}
    with pytest.raises(DeployError, match="no key 'alice'"):
        take(guarded, withdraw_key="alice")


def test_keys_and_plan_go_with_the_stage(guarded, account, take):
    finish.run(guarded, account, Options())
    take(guarded, new_key="alice")
    keys.delete_plan(guarded, boto3.client("apigateway"))
    assert (values(), plan(guarded)) == ({}, None)
    keys.delete_plan(guarded, boto3.client("apigateway"))


def test_what_to_do_with_a_key_is_said_by_makes_variables(monkeypatch):
    monkeypatch.setenv("NEW", "alice")
    monkeypatch.setenv("WITHDRAW", "k1")
    _, steps, options = parse(["dev", "keys", "--rotate", "bob"], "")
    assert steps == ["keys"]
    assert (options.new_key, options.rotate_key, options.withdraw_key) == ("alice", "bob", "k1")
