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
            app, stages = config["app_name"], config["stages"]
        except OSError as error:
            raise DeployError(f"{file} cannot be read: {error.strerror}.") from None
        except ValueError as error:
            raise DeployError(f"{file} is not valid JSON: {error}.") from None
        except KeyError as error:
            raise DeployError(f"{file} has no {error}.") from None
        if name not in stages:
            raise DeployError(f"There is no stage {name!r}; the stages are {', '.join(stages)}.")
        return cls(root, name, app, stages[name])

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
