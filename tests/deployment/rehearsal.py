"""What a rehearsal has: a copy of the project, an account to deploy it to, and a database for each stage."""

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import create_engine, text

import app
from deploy.stages import Stage
from local.postgres import Postgres
from rehearsal.package import chalice, change_stages, deploy
from tests.deployment.account import Account
from tests.deployment.wheels import OFFLINE
from tests.tls_terminator import TlsTerminator

AS_AN_OPERATOR = "from tests.deployment import permissions; permissions.hold_all()\n"
"""What has a command's calls refused that deploy/operator-policy.json does not allow."""
QUICKLY = """
from functools import partialmethod
from chalice.utils import ChaliceZipFile
ChaliceZipFile.__init__ = partialmethod(ChaliceZipFile.__init__, compresslevel=1)
"""
"""What has a package compressed less: tests/deployment/test_package.py looks at one that is made as ever."""
_PRELUDE = AS_AN_OPERATOR + QUICKLY


class Rehearsal:
    """A copy of the project, an account, and Postgres with a database for each stage."""

    def __init__(self, project: Path, aws: Account, terminator: TlsTerminator, postgres: Postgres) -> None:
        self.project, self.account = project, aws
        self._terminator, self._postgres = terminator, postgres
        self._apis: dict[str, str] = {}

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command of Chalice's."""
        return chalice(self.project, *arguments, prelude=_PRELUDE, **self._environment)

    def deploy(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Our command for a deploy."""
        return deploy(self.project, *arguments, prelude=_PRELUDE, **self._environment, **environment)

    @property
    def _environment(self) -> dict[str, str]:
        return {**self.account.environment, **OFFLINE}

    def deployed(self, stage: str) -> dict[str, dict[str, str]]:
        """What Chalice wrote down of a stage, by name."""
        file = self.project / ".chalice" / "deployed" / f"{stage}.json"
        return {each["name"]: each for each in json.loads(file.read_text())["resources"]}

    def make_roles(self, stage: str) -> None:
        """A role for each function, as the stack would make it, and written into the config."""
        functions = dict(Stage.read(self.project, stage).entry["lambda_functions"])
        for name, entry in functions.items():
            trust = {"Version": "2012-10-17", "Statement": []}
            made = self.account.client("iam").create_role(
                RoleName=f"wordcount-{stage}-{name}", AssumeRolePolicyDocument=json.dumps(trust)
            )
            functions[name] = {**entry, "iam_role_arn": made["Role"]["Arn"]}
        change_stages(self.project, stage, lambda_functions=functions)

    def keep_secret(self, stage: str, **wrong: Any) -> None:
        """The stage's secret, as RDS writes it."""
        url = urlsplit(self._postgres.url)
        secret = {
            "engine": "postgres", "username": url.username, "password": url.password,
            "host": "localhost", "port": self._terminator.port, "dbname": database(stage), **wrong,
        }  # fmt: skip
        client, name = self.account.client("secretsmanager"), f"wordcount-{stage}/database"
        if any(each["Name"] == name for each in client.list_secrets()["SecretList"]):
            client.put_secret_value(SecretId=name, SecretString=json.dumps(secret))
        else:
            client.create_secret(Name=name, SecretString=json.dumps(secret))

    def rows(self, stage: str) -> int:
        """How many results a stage's database holds."""
        engine = create_engine(
            self._postgres.url.replace("postgresql:", "postgresql+pg8000:") + suffix(stage)
        )
        with engine.connect() as connection:
            found = connection.execute(text("SELECT count(*) FROM results")).scalar_one()
        engine.dispose()
        return int(found)

    def api(self, stage: str) -> str:
        """Where the stage's API is."""
        if stage not in self._apis:
            self._apis[stage] = self.account.serve(app.app, f"wordcount-{stage}")
        return self._apis[stage]

    @property
    def encrypted(self) -> int:
        """How many connections over TLS the database has had."""
        return self._terminator.encrypted


def database(stage: str) -> str:
    return "wordcount" + suffix(stage)


def suffix(stage: str) -> str:
    return "" if stage == "dev" else f"_{stage}"
