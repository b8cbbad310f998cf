"""What `check` looks at in the account: its quotas and its plan, and what its region has."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from deploy import template
from deploy.aws import Account
from deploy.errors import DeployError
from deploy.findings import Finding, Situation

CERTIFICATES = "rds-global-bundle.pem"
ENGINE, ENGINE_VERSION = "postgres", "18"
"""The stack's; a test holds them to the template."""
ZONES, ZONE = 2, "availability-zone"
"""How many the template takes; of what type EC2 says that they are."""
LAST_RESORTS = 2  # app.py's maximum_concurrency
API_EXECUTIONS = 5
"""How many calls of the API at once a stage should have room for."""
ADDRESSES_QUOTA = "L-0263D0A3"  # EC2-VPC Elastic IPs
NETWORKS_QUOTA = "L-F678F1CE"  # VPCs per Region
UNRESERVED = 100
"""How many executions at once Lambda wants left to the functions that have none reserved."""
FREE_DATABASE, FREE_BACKUP_DAYS = "db.t4g.micro", 1
"""What a free plan takes: the smallest database, with backups of one day."""


def concurrency(situation: Situation) -> Iterator[Finding]:
    """Whether the account may run as many functions at once as the stage may ask for."""
    limit = situation.account.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    try:
        workers = situation.stage.settings.worker_maximum_concurrency
    except DeployError:  # which `settings` has said
        return
    yield from _reserved(situation, limit, workers)
    wanted = workers + LAST_RESORTS + API_EXECUTIONS
    if limit < wanted:
        yield Finding(
            f"the account may run {limit} functions at once, and {situation.stage.name} may ask for {wanted} "
            "(workers, last resorts and some calls): the API may answer 429 under load. Lower "
            "WORKER_MAXIMUM_CONCURRENCY, or `aws service-quotas request-service-quota-increase "
            "--service-code lambda --quota-code L-B99A9384 --desired-value 1000`.",
            stops=False,
        )


def _reserved(situation: Situation, limit: int, workers: int) -> Iterator[Finding]:
    stage = situation.stage
    named = {each: stage.limit(each, "reserved_concurrency") for each in stage.functions}
    reserved = {each: value for each, value in named.items() if isinstance(value, int) and value >= 0}
    if reserved and sum(reserved.values()) > limit - UNRESERVED:
        yield Finding(
            f"{sum(reserved.values())} executions are reserved (reserved_concurrency), and of the account's "
            f"{limit} Lambda wants {UNRESERVED} left to all other functions: reserve less, or have the quota "
            "raised."
        )
    if reserved.get("worker", workers) < workers:
        yield Finding(
            f"reserved_concurrency of worker is less than WORKER_MAXIMUM_CONCURRENCY, {workers}: Lambda "
            "would take messages that it then has no room for.",
            stops=False,
        )


def addresses(situation: Situation) -> Iterator[Finding]:
    """Whether the account has Elastic IP addresses left for the NAT gateways."""
    gateways = 2 if situation.stage.name == "prod" else 1
    wanted = gateways if situation.parameter("Egress", "gateway") == "gateway" else 0
    held = gateways if situation.parameters and situation.parameters.get("Egress") != "instance" else 0
    if not (situation.new or situation.parameters) or wanted <= held:
        return
    limit = _quota(situation.account, "ec2", ADDRESSES_QUOTA)
    used = len(situation.account.client("ec2").describe_addresses()["Addresses"])
    if used + wanted > limit:
        yield Finding(
            f"{used} of the region's {limit} Elastic IP addresses are in use, and {situation.stage.name} "
            f"needs {wanted} more: `aws service-quotas request-service-quota-increase --service-code ec2 "
            f"--quota-code {ADDRESSES_QUOTA} --desired-value {used + wanted}`, or release what nobody "
            "uses, or do with one instance that may fail (EGRESS=instance)."
        )


def networks(situation: Situation) -> Iterator[Finding]:
    """Whether the account may have one more network in the region."""
    if not situation.new:
        return
    limit = _quota(situation.account, "vpc", NETWORKS_QUOTA)
    used = len(situation.account.client("ec2").describe_vpcs()["Vpcs"])
    if used + 1 > limit:
        yield Finding(
            f"the region has {used} VPCs of {limit} that it may have, and {situation.stage.name} needs one "
            "more: `aws service-quotas request-service-quota-increase --service-code vpc --quota-code "
            f"{NETWORKS_QUOTA} --desired-value {used + 1}`, delete one that nobody uses, or choose another "
            "region (AWS_DEFAULT_REGION)."
        )


def _quota(account: Account, service: str, code: str) -> int:
    found = account.client("service-quotas").get_service_quota(ServiceCode=service, QuotaCode=code)
    return int(found["Quota"]["Value"])


def plan(situation: Situation) -> Iterator[Finding]:
    """Whether the account's plan lets the stage's database be made."""
    state = situation.account.client("freetier").get_account_plan_state()
    wanted = template.sizes(situation.stage)
    is_small = wanted.get("DatabaseClass") == FREE_DATABASE and wanted.get("BackupDays") == FREE_BACKUP_DAYS
    if state.get("accountPlanType") == "FREE" and not is_small:
        yield Finding(
            f"the account is on AWS's free plan, which refuses {situation.stage.name}'s database "
            "(FreeTierRestrictionError on its class and backups): upgrade the plan, or deploy dev."
        )


def budget(situation: Situation) -> Iterator[Finding]:
    """Whether budgets may be used."""
    if situation.parameter("MonthlyBudget", "") == "0":
        return
    account = situation.account
    try:
        account.client("budgets").describe_budgets(AccountId=account.number, MaxResults=1)
    except (ClientError, BotoCoreError) as error:
        yield Finding(
            f"AWS Budgets cannot be used here ({error}): a linked account, a new one, a region "
            "without it, or credentials that may not. MONTHLY_BUDGET=0 leaves the budget out; else the stack "
            "would be rolled back.",
            stops=situation.new,
        )


def authority(situation: Situation) -> Iterator[Finding]:
    """Whether the database's certificate will be believed."""
    named = situation.stage.entry["environment_variables"].get("DATABASE_CA_FILE") or CERTIFICATES
    bundle = situation.stage.root / "vendor" / str(named)
    region = situation.account.region
    if named != CERTIFICATES and not bundle.is_file():
        yield Finding(f"DATABASE_CA_FILE is {named}, and there is no such file in vendor/.")
    if bundle.is_file() and not has_authority(bundle, region):
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


def zones(situation: Situation) -> Iterator[Finding]:
    """Whether the region has the zones that the stage's network stands in."""
    if situation.new and len(found := _zones(situation.account)) < ZONES:
        yield Finding(
            f"{situation.account.region} has {len(found)} zones for this account, and the network stands in "
            f"{ZONES}: choose another region (AWS_DEFAULT_REGION)."
        )


def _zones(account: Account) -> list[str]:
    """The region's zones, those first that the template takes; local ones are none.

    Where any zone has a default subnet, CloudFormation's `Fn::GetAZs` gives only those that have one.
    """
    client = account.client("ec2")
    found = client.describe_availability_zones()["AvailabilityZones"]
    names = {each["ZoneName"] for each in found if each.get("ZoneType", ZONE) == ZONE}
    default = [{"Name": "default-for-az", "Values": ["true"]}]
    preferred = {each["AvailabilityZone"] for each in client.describe_subnets(Filters=default)["Subnets"]}
    return sorted(names & preferred or names)


def database_class(situation: Situation) -> Iterator[Finding]:
    """Whether the region's zones have the stage's class of database."""
    wanted = template.sizes(situation.stage).get("DatabaseClass")
    if not situation.new or wanted is None:
        return
    options = situation.account.client("rds").get_paginator("describe_orderable_db_instance_options")
    offered: set[str] = set()
    for page in options.paginate(Engine=ENGINE, DBInstanceClass=wanted, Vpc=True):
        for each in page["OrderableDBInstanceOptions"]:
            if each["EngineVersion"].partition(".")[0] == ENGINE_VERSION:
                offered |= {zone["Name"] for zone in each["AvailabilityZones"]}
    needed = _zones(situation.account)[:ZONES]
    if missing := [zone for zone in needed if zone not in offered]:
        yield Finding(
            f"{', '.join(missing)} offer no {wanted} with Postgres {ENGINE_VERSION}: choose another region, "
            "or another DatabaseClass in deploy/infrastructure.yaml."
        )
