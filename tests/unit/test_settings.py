"""Settings: read from the environment, documented, and never wrong in silence."""

import re
from dataclasses import FrozenInstanceError, fields
from ipaddress import ip_network
from pathlib import Path

import pytest

from chalicelib.errors import ConfigurationError
from chalicelib.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "operations.md"


def test_an_empty_environment_gives_the_defaults():
    settings = Settings.from_environment({"FETCH_MAX_BYTES": " "})
    assert settings == Settings()
    assert settings.fetch_max_bytes == 10_000_000
    assert settings.public_listing is False


def test_each_variable_is_read():
    settings = Settings.from_environment(
        {
            "JOBS_QUEUE": " jobs ",
            "FETCH_ALLOWED_NETWORKS": "10.0.0.0/8, ::1/128",
            "FETCH_DEADLINE_SECONDS": "2.5",
            "PUBLIC_LISTING": "On",
            "API_ACCESS": "key",
            "CORS_ORIGIN": "https://www.example.com:8443",
            "LOG_LEVEL": "debug",
            "SOMETHING_ELSE": "x",
        }
    )
    assert settings.jobs_queue == "jobs"
    assert settings.fetch_allowed_networks == (ip_network("10.0.0.0/8"), ip_network("::1/128"))
    assert settings.fetch_deadline_seconds == 2.5
    assert settings.public_listing is True
    assert settings.api_access == "key"
    assert settings.cors_origin == "https://www.example.com:8443"
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FETCH_MAX_BYTES", "ten"),
        ("FETCH_MAX_BYTES", "0"),
        ("FETCH_DEADLINE_SECONDS", "-1"),
        ("FETCH_DEADLINE_SECONDS", "nan"),
        ("FETCH_ALLOWED_NETWORKS", "10.0.0.1/8"),
        ("FETCH_DENIED_NETWORKS", "example.com"),
        ("FETCH_ROBOTS", "perhaps"),
        ("PUBLIC_LISTING", "maybe"),
        ("WORKER_MAXIMUM_CONCURRENCY", "1.5"),
        ("API_ACCESS", "password"),
        ("CORS_ORIGIN", "example.com"),
        ("CORS_ORIGIN", "https://example.com/"),
        ("CORS_ORIGIN", "https://a.example, https://b.example"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(variable, value):
    with pytest.raises(ConfigurationError, match=variable) as caught:
        Settings.from_environment({variable: value})
    assert value in caught.value.detail


def test_inside_lambda_no_private_network_can_be_opened():
    with pytest.raises(ConfigurationError, match="FETCH_ALLOWED_NETWORKS"):
        Settings.from_environment(
            {"AWS_LAMBDA_FUNCTION_NAME": "worker", "FETCH_ALLOWED_NETWORKS": "10.0.0.0/8"}
        )


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings().log_level = "DEBUG"


def test_the_documentation_lists_every_setting_with_its_default_and_nothing_else():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$", DOCUMENT.read_text(), re.MULTILINE)
    documented = {name: (default, explanation) for name, default, explanation in rows}
    assert documented == {
        setting.name.upper(): (_default(setting.default), setting.metadata["explanation"])
        for setting in fields(Settings)
    }


def _default(value) -> str:
    if isinstance(value, bool):
        return "`on`" if value else "`off`"
    if value in ("", (), None):
        return "empty"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"
