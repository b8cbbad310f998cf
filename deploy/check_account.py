"""What `check` looks at in the account: its quotas and its plan, and what its region has."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from deploy.aws import Account
from deploy.errors import DeployError
from deploy.findings import Finding, Situation

CERTIFICATES = "rds-global-bundle.pem"
DATABASE_CLASSES = {"dev": "db.t4g.micro", "staging": "db.t4g.micro", "prod": "db.t4g.medium"}
"""The stack's, by stage; a test holds them to the template."""
ENGINE, ENGINE_VERSION = "postgres", "18"
ZONES, ZONE = 2, "availability-zone"
"""How many the template takes; of what type EC2 says that they are."""
LAST_RESORTS = 2  # app.py's maximum_concurrency
API_EXECUTIONS = 5
"""How many calls of the API at once a stage should have room for."""
ADDRESSES_QUOTA = "L-0263D0A3"  # EC2-VPC Elastic IPs
STAGES_ON_A_FREE_PLAN = {"dev"}
"""A free plan takes backups of one day and the smallest database only."""


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
    if not situation.new or situation.options.parameters.get("Egress") == "instance":
        return
    wanted = 2 if situation.stage.name == "prod" else 1
    quotas = situation.account.client("service-quotas")
    limit = int(quotas.get_service_quota(ServiceCode="ec2", QuotaCode=ADDRESSES_QUOTA)["Quota"]["Value"])
    used = len(situation.account.client("ec2").describe_addresses()["Addresses"])
    if used + wanted > limit:
        yield Finding(
            f"{used} of the region's {limit} Elastic IP addresses are in use, and {situation.stage.name} "
            f"needs {wanted} more: `aws service-quotas request-service-quota-increase --service-code ec2 "
            f"--quota-code {ADDRESSES_QUOTA} --desired-value {used + wanted}`, or release what nobody "
            "uses, or do with one instance that may fail (EGRESS=instance)."
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
            f"AWS Budgets cannot be used here ({error}): a linked account, a new one, a region "
            "without it, or credentials that may not. MONTHLY_BUDGET=0 leaves the budget out; else the stack "
            "would be rolled back.",
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


def zones(situation: Situation) -> Iterator[Finding]:
    """Whether the region has the zones that the stage's network stands in."""
    if situation.new and len(found := _zones(situation.account)) < ZONES:
        yield Finding(
            f"{situation.account.region} has {len(found)} zones for this account, and the network stands in "
            f"{ZONES}: choose another region (AWS_DEFAULT_REGION)."
        )


def _zones(account: Account) -> list[str]:
    """The region's zones, those first that the template takes; local ones are none."""
    found = account.client("ec2").describe_availability_zones()["AvailabilityZones"]
    return sorted(each["ZoneName"] for each in found if each.get("ZoneType", ZONE) == ZONE)


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
    needed = _zones(situation.account)[:ZONES]
    if missing := [zone for zone in needed if zone not in offered]:
        yield Finding(
            f"{', '.join(missing)} offer no {wanted} with Postgres {ENGINE_VERSION}: choose another region, "
            "or another DatabaseClass in deploy/infrastructure.yaml."
        )
