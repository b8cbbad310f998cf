"""The step `check`: everything that can be known before a deploy to stop it, all at once; nothing is made.

Each check is a function that yields what it finds, with the way out. What may not be asked is said, and
stops nothing: AWS will say it later.
"""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.settings import Settings
from deploy import stacks
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.options import Options
from deploy.report import say
from deploy.stages import REST_FUNCTION, Stage

CERTIFICATES = "rds-global-bundle.pem"
DATABASE_CLASSES = {"dev": "db.t4g.micro", "staging": "db.t4g.micro", "prod": "db.t4g.medium"}
"""The stack's, by stage; a test holds them to the template."""
ENGINE, ENGINE_VERSION = "postgres", "18"
LAST_RESORTS = 2  # app.py's maximum_concurrency
API_EXECUTIONS = 5
"""How many calls of the API at once a stage should have room for."""
ADDRESSES_QUOTA = "L-0263D0A3"  # EC2-VPC Elastic IPs
STAGES_ON_A_FREE_PLAN = {"dev"}
"""A free plan takes backups of one day and the smallest database only."""
SPARE_SECONDS = 15
"""What a worker needs beside its fetches, to count and to write."""
# AWS's own bounds: Lambda's of an event source, of a function's time and memory; API Gateway's of a call.
CONCURRENCY, FUNCTION_SECONDS, FUNCTION_MEGABYTES, API_SECONDS = (2, 1000), (1, 900), (128, 10_240), 29


@dataclass(frozen=True)
class Finding:
    """Something that a deploy would stumble over."""

    sentence: str
    """What it is and the way out."""
    stops: bool = True
    """Whether the deploy would fail; else it is a warning."""


@dataclass(frozen=True)
class Situation:
    """What is to be deployed where."""

    stage: Stage
    account: Account
    options: Options
    new: bool
    """Whether the stage has no stack yet."""


Check = Callable[[Situation], Iterator[Finding]]


def run(stage: Stage, account: Account, options: Options) -> None:
    """Look at the settings and the account, and say everything that is found.

    Raises:
        DeployError: something of it would stop the deploy.
    """
    stack = stacks.find(stage, account)
    new = stack is None or stack.status == "REVIEW_IN_PROGRESS"
    found = findings(Situation(stage, account, options, new))
    for finding in found:
        say(f"{'stops' if finding.stops else 'warning'}: {finding.sentence}")
    stopping = sum(finding.stops for finding in found)
    if stopping:
        raise DeployError(f"{stopping} of these would stop the deploy of {stage.stack}; nothing was made.")
    if not found:
        say("nothing that could be looked at stands in the way")


def findings(situation: Situation) -> list[Finding]:
    """What all checks find, in their order."""
    return [finding for check in CHECKS for finding in _carefully(check, situation)]


def _carefully(check: Check, situation: Situation) -> Iterator[Finding]:
    try:
        yield from check(situation)
    except (ClientError, BotoCoreError) as error:
        subject = (check.__doc__ or "").strip().rstrip(".")
        reason = error.response["Error"].get("Code", "") if isinstance(error, ClientError) else str(error)
        yield Finding(f"not looked at ({reason}): {subject[0].lower()}{subject[1:]}", stops=False)


# --- what the config says -----------------------------------------------------------------------


def settings(situation: Situation) -> Iterator[Finding]:
    """Whether AWS takes the stage's settings."""
    stage = situation.stage
    try:
        read = stage.settings
    except DeployError as error:
        yield Finding(str(error))
        return
    low, high = CONCURRENCY
    if not low <= read.worker_maximum_concurrency <= high:
        yield Finding(
            f"WORKER_MAXIMUM_CONCURRENCY is {read.worker_maximum_concurrency}, and Lambda takes {low} to "
            f"{high}: correct it in {stage.config_file}."
        )
    yield from _functions(stage, read)


def _functions(stage: Stage, read: Settings) -> Iterator[Finding]:
    entries = stage.entry.get("lambda_functions", {})
    for name, entry in entries.items():
        for key, (low, high) in {
            "lambda_timeout": FUNCTION_SECONDS,
            "lambda_memory_size": FUNCTION_MEGABYTES,
        }.items():
            value = entry.get(key, low)
            highest = API_SECONDS if (name, key) == (REST_FUNCTION, "lambda_timeout") else high
            if not low <= value <= highest:
                yield Finding(
                    f"{key} of {name} is {value}, and may be {low} to {highest}: correct it in "
                    f"{stage.config_file}."
                )
    seconds = entries.get("worker", {}).get("lambda_timeout", 0)
    if read.fetch_deadline_seconds + SPARE_SECONDS > seconds:
        yield Finding(
            f"FETCH_DEADLINE_SECONDS is {read.fetch_deadline_seconds:g}, and the worker may run for "
            f"{seconds} s, of which it needs {SPARE_SECONDS} to count and to write: lower the one or raise "
            "the other's lambda_timeout (and the queue's VisibilityTimeout, six times as long)."
        )


# --- what the account has -----------------------------------------------------------------------


def concurrency(situation: Situation) -> Iterator[Finding]:
    """Whether the account may run as many functions at once as the stage may ask for."""
    limit = situation.account.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    try:
        workers = situation.stage.settings.worker_maximum_concurrency
    except DeployError:  # which `settings` has said
        return
    wanted = workers + LAST_RESORTS + API_EXECUTIONS
    if limit < wanted:
        yield Finding(
            f"the account may run {limit} functions at once, and {situation.stage.name} may ask for {wanted} "
            "(workers, last resorts and some calls): the API may answer 429 under load. Lower "
            "WORKER_MAXIMUM_CONCURRENCY, or `aws service-quotas request-service-quota-increase "
            "--service-code lambda --quota-code L-B99A9384 --desired-value 1000`.",
            stops=False,
        )


def addresses(situation: Situation) -> Iterator[Finding]:
    """Whether the account has Elastic IP addresses left for the NAT gateways."""
    if not situation.new:
        return
    wanted = 2 if situation.stage.name == "prod" else 1
    quotas = situation.account.client("service-quotas")
    limit = int(quotas.get_service_quota(ServiceCode="ec2", QuotaCode=ADDRESSES_QUOTA)["Quota"]["Value"])
    used = len(situation.account.client("ec2").describe_addresses()["Addresses"])
    if used + wanted > limit:
        yield Finding(
            f"{used} of the region's {limit} Elastic IP addresses are in use, and {situation.stage.name} "
            f"needs {wanted} more: release some, or `aws service-quotas request-service-quota-increase "
            f"--service-code ec2 --quota-code {ADDRESSES_QUOTA} --desired-value {used + wanted}`."
        )


def plan(situation: Situation) -> Iterator[Finding]:
    """Whether the account's plan lets the stage's database be made."""
    state = situation.account.client("freetier").get_account_plan_state()
    if state.get("accountPlanType") == "FREE" and situation.stage.name not in STAGES_ON_A_FREE_PLAN:
        yield Finding(
            f"the account is on AWS's free plan, which refuses {situation.stage.name}'s database "
            "(FreeTierRestrictionError on its class and backups): upgrade the plan, or deploy dev."
        )


def budget(situation: Situation) -> Iterator[Finding]:
    """Whether budgets may be used."""
    if situation.options.parameters.get("MonthlyBudget") == "0":
        return
    account = situation.account
    try:
        account.client("budgets").describe_budgets(AccountId=account.number, MaxResults=1)
    except (ClientError, BotoCoreError) as error:
        yield Finding(
            f"AWS Budgets cannot be used here ({error}): a linked account, a new one or a region without "
            "it. MONTHLY_BUDGET=0 leaves the budget out; else the stack would be rolled back.",
            stops=situation.new,
        )


def authority(situation: Situation) -> Iterator[Finding]:
    """Whether the database's certificate will be believed."""
    named = situation.stage.entry["environment_variables"].get("DATABASE_CA_FILE") or CERTIFICATES
    bundle = situation.stage.root / "vendor" / named
    region = situation.account.region
    if bundle.exists() and not has_authority(bundle, region):
        yield Finding(
            f"vendor/{named} has no authority for databases in {region}, and the functions will not connect: "
            'take AWS\'s own bundle (the RDS user guide, "Using SSL/TLS to encrypt a connection", names the '
            "file for each region) to vendor/ under another name, and name that in DATABASE_CA_FILE."
        )


def has_authority(bundle: Path, region: str) -> bool:
    """Whether a bundle of certificates holds RDS's authority of a region."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cafile=bundle)
    return any(f"RDS {region} " in name for name in map(_common_name, context.get_ca_certs()))


def _common_name(certificate: Any) -> str:
    return next((value for part in certificate["subject"] for key, value in part if key == "commonName"), "")


def database_class(situation: Situation) -> Iterator[Finding]:
    """Whether the region's zones have the stage's class of database."""
    wanted = DATABASE_CLASSES.get(situation.stage.name)
    if not situation.new or wanted is None:
        return
    options = situation.account.client("rds").get_paginator("describe_orderable_db_instance_options")
    offered: set[str] = set()
    for page in options.paginate(Engine=ENGINE, DBInstanceClass=wanted, Vpc=True):
        for each in page["OrderableDBInstanceOptions"]:
            if each["EngineVersion"].partition(".")[0] == ENGINE_VERSION:
                offered |= {zone["Name"] for zone in each["AvailabilityZones"]}
    zones = situation.account.client("ec2").describe_availability_zones()["AvailabilityZones"]
    needed = sorted(zone["ZoneName"] for zone in zones)[:2]  # those that the template takes
    if missing := [zone for zone in needed if zone not in offered]:
        yield Finding(
            f"{', '.join(missing)} offer no {wanted} with Postgres {ENGINE_VERSION}: choose another region, "
            "or another DatabaseClass in deploy/infrastructure.yaml."
        )


# --- names --------------------------------------------------------------------------------------


def names(situation: Situation) -> Iterator[Finding]:
    """Whether a name of the new stack's is taken."""
    if not situation.new:
        return
    stage, account = situation.stage, situation.account
    taken = [*_databases(stage, account), *_queues(stage, account), *_log_groups(stage, account)]
    for what, command in taken:
        yield Finding(
            f"{what} is there already, without the stack {stage.stack} that would make it: rename it, or if "
            f"nobody needs it, `{command}`."
        )


Taken = tuple[str, str]
"""What is there already, and the command that removes it."""


def _databases(stage: Stage, account: Account) -> Iterator[Taken]:
    client = account.client("rds")
    try:
        client.describe_db_instances(DBInstanceIdentifier=stage.stack)
    except client.exceptions.DBInstanceNotFoundFault:
        return
    yield f"the database {stage.stack}", f"aws rds delete-db-instance --db-instance-identifier {stage.stack}"


def _queues(stage: Stage, account: Account) -> Iterator[Taken]:
    for url in account.client("sqs").list_queues(QueueNamePrefix=f"{stage.stack}-jobs").get("QueueUrls", []):
        yield f"the queue {url.rpartition('/')[2]}", f"aws sqs delete-queue --queue-url {url}"


def _log_groups(stage: Stage, account: Account) -> Iterator[Taken]:
    wanted = {stage.log_group(name) for name in stage.functions}
    pages = account.client("logs").get_paginator("describe_log_groups")
    for page in pages.paginate(logGroupNamePrefix=f"/aws/lambda/{stage.stack}"):
        for name in wanted & {group["logGroupName"] for group in page["logGroups"]}:
            yield f"the log group {name}", f"aws logs delete-log-group --log-group-name {name}"


def secret(situation: Situation) -> Iterator[Finding]:
    """Whether the secret's name is free."""
    if not situation.new:
        return
    name = f"{situation.stage.stack}/database"
    client = situation.account.client("secretsmanager")
    try:
        found = client.describe_secret(SecretId=name)
    except client.exceptions.ResourceNotFoundException:
        return
    state = "is about to be deleted" if "DeletedDate" in found else "is there already"
    yield Finding(
        f"the secret {name} {state}, and the new stack would make it: `aws secretsmanager delete-secret "
        f"--secret-id {name} --force-delete-without-recovery`, if nobody needs the password in it."
    )


CHECKS: tuple[Check, ...] = (
    settings,
    concurrency,
    addresses,
    plan,
    budget,
    authority,
    database_class,
    names,
    secret,
)
