"""The step `rotate`: the database gets a new password, and nobody who is connected notices.

The secret comes first. A function reads it at its first connection; one that connects anew with the old
password is refused once RDS has taken the new one, and then reads the secret again (results/connect.py). The
other way round, every new connection would fail until the secret follows.
"""

import json

from deploy import databases, smoke
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import Stage

CHARACTERS = 40


def run(stage: Stage, account: Account, options: Options) -> None:
    """Make a password, and give it to the secret, then to the database; stopped half-way, it is done again.

    Raises:
        DeployError: there is no database, or the service does not work afterwards.
    """
    if databases.find(account, stage.stack) is None:
        raise DeployError(f"There is no database {stage.stack}: run the step provision first.")
    client = account.client("secretsmanager")
    password = client.get_random_password(PasswordLength=CHARACTERS, ExcludePunctuation=True)[
        "RandomPassword"
    ]
    secret = json.dumps({**databases.read_secret(stage, account), "password": password})
    client.put_secret_value(SecretId=stage.settings.database_secret, SecretString=secret)
    say(f"{stage.settings.database_secret} has a new password")
    databases.set_password(account, stage.stack, password)
    say(f"{stage.stack} has it too")
    smoke.run(stage, account, options)
