"""A stage of .chalice/config.json, as the steps of a deploy read it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.errors import ConfigurationError
from chalicelib.settings import Settings
from deploy.errors import DeployError

REST_FUNCTION = "api_handler"
"""What Chalice calls the function behind the API."""


@dataclass(frozen=True)
class Stage:
    """One stage: its name and what the config says of it."""

    root: Path
    """The project's folder."""
    name: str
    app: str
    entry: Mapping[str, Any]

    @classmethod
    def read(cls, root: Path, name: str) -> "Stage":
        """The stage of that name.

        Raises:
            DeployError: there is no such stage, or the config cannot be read.
        """
        file = root / ".chalice" / "config.json"
        try:
            config = json.loads(file.read_text("utf-8"))
            app, stages = str(config["app_name"]), config["stages"]
        except OSError as error:
            raise DeployError(f"{file} cannot be read: {error.strerror}.") from None
        except ValueError as error:
            raise DeployError(f"{file} is not valid JSON: {error}.") from None
        except KeyError as error:
            raise DeployError(f"{file} has no {error}.") from None
        except TypeError:
            raise DeployError(f"{file} is no group of settings.") from None
        if not isinstance(stages, dict) or name not in stages:
            raise DeployError(f"There is no stage {name!r}; the stages are {', '.join(stages)}.")
        if wrong := _misshapen(stages[name]):
            raise DeployError(f"The stage {name} in {file} {wrong}.")
        return cls(root, name, app, stages[name])

    def others(self) -> list["Stage"]:
        """The other stages of the config that can be read."""
        stages = json.loads(self.config_file.read_text("utf-8"))["stages"]
        return [
            Stage(self.root, name, self.app, entry)
            for name, entry in stages.items()
            if name != self.name and not _misshapen(entry)
        ]

    def limit(self, function: str, key: str) -> Any:
        """What the config says of a function, or else of all of the stage's."""
        return self.entry.get("lambda_functions", {}).get(function, {}).get(key, self.entry.get(key))

    @property
    def config_file(self) -> Path:
        """Where the stages are written down."""
        return self.root / ".chalice" / "config.json"

    @property
    def deployed_file(self) -> Path:
        """Where Chalice writes down what it deployed."""
        return self.root / ".chalice" / "deployed" / f"{self.name}.json"

    @property
    def stack(self) -> str:
        """The name of the stage's CloudFormation stack, and of its function behind the API."""
        return f"{self.app}-{self.name}"

    @property
    def functions(self) -> dict[str, str]:
        """The Lambda functions' names, by what Chalice calls them."""
        return {name: self.function(name) for name in self.entry.get("lambda_functions", {})}

    def function(self, name: str) -> str:
        """The Lambda function's name of what Chalice calls `name`."""
        return self.stack if name == REST_FUNCTION else f"{self.stack}-{name}"

    def log_group(self, name: str) -> str:
        """Where that function logs to."""
        return f"/aws/lambda/{self.function(name)}"

    @property
    def api_stage(self) -> str:
        """The name of API Gateway's stage."""
        return str(self.entry["api_gateway_stage"])

    @property
    def settings(self) -> Settings:
        """The settings that the functions will read.

        Raises:
            DeployError: one of them cannot be read.
        """
        for name, value in self.entry["environment_variables"].items():
            if not isinstance(value, str):
                raise DeployError(
                    f"Stage {self.name} in {self.config_file}: {name} is {json.dumps(value)}, and variables "
                    f'are strings: write "{json.dumps(value)}".'
                )
        variables = {**self.entry["environment_variables"], "AWS_LAMBDA_FUNCTION_NAME": self.stack}
        try:
            return Settings.from_environment(variables)
        except ConfigurationError as error:
            raise DeployError(f"Stage {self.name} in {self.config_file}: {error}.") from None

    @property
    def roles(self) -> dict[str, str]:
        """The ARN of each function's role, by what Chalice calls the function; a placeholder is none."""
        functions = self.entry.get("lambda_functions", {})
        return {name: str(each.get("iam_role_arn", "")) for name, each in functions.items()}

    def placeholders(self) -> list[str]:
        """The subnets, security groups and roles that are none yet: `configure` puts real ones in."""
        unnamed = [
            role or f"no role of {function}"
            for function, role in self.roles.items()
            if not re.fullmatch(r"arn:[a-z-]+:iam::\d{12}:role/.+", role)
        ]
        return list(dict.fromkeys(self.network_placeholders() + unnamed))

    def network_placeholders(self) -> list[str]:
        """The subnets and security groups that are none yet."""
        named = [*self.entry.get("subnet_ids", []), *self.entry.get("security_group_ids", [])]
        return [each for each in named if not re.fullmatch(r"(subnet|sg)-[0-9a-f]+", each)] or (
            [] if named else ["nothing"]
        )


def _misshapen(entry: Any) -> str:
    """What a stage's entry lacks to be read at all, or nothing."""
    groups = ("environment_variables", "lambda_functions")
    if not isinstance(entry, dict):
        return "is no group of settings"
    for key in groups:
        if not isinstance(entry.get(key), dict):
            return f"has no group {key}"
    if odd := [name for name, limits in entry["lambda_functions"].items() if not isinstance(limits, dict)]:
        return f"has a function {odd[0]} that is no group of settings"
    for name, limits in entry["lambda_functions"].items():
        if not isinstance(limits.get("environment_variables", {}), dict):
            return f"has a function {name} whose environment_variables are no group"
    if not isinstance(entry.get("api_gateway_stage"), str):
        return "has no api_gateway_stage that is a string"
    return ""
