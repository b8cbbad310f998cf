"""A rehearsal of operating the service: two stages deployed, used, redeployed and deleted.

Real parts: Chalice's command line and ours, the packages that they upload, every function run from its
package in an interpreter that has nothing else, Postgres, TLS verified in front of it, HTTP. moto is AWS, and
refuses what deploy/operator-policy.json does not allow.
"""

import json
import re
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests
import trustme
from sqlalchemy import create_engine, text

from chalicelib.results.migrate import head_revision
from deploy.package import CERTIFICATES
from deploy.stages import Stage
from local.install import digest
from local.postgres import Postgres
from rehearsal.package import change_stages, copy_project, here
from tests.browser.samples import TIDE, page
from tests.deployment.account import account
from tests.deployment.parts import template_for_moto
from tests.deployment.rehearsal import Rehearsal
from tests.service import until
from tests.site import Site
from tests.tls_terminator import TlsTerminator

pytestmark = pytest.mark.timeout(400)

FUNCTIONS = {
    "wordcount-dev": (1769, 28),
    "wordcount-dev-worker": (1769, 60),
    "wordcount-dev-last_resort": (2048, 120),
    "wordcount-dev-migrate": (512, 900),
    "wordcount-dev-sweep": (512, 600),
    "wordcount-dev-canary": (512, 60),
}
"""The functions of a stage, with the megabytes and seconds that they have."""


DOES_NOT_FIT_THE_DATA = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None
def upgrade() -> None:
    op.alter_column("results", "asked_language", nullable=False)
"""
"""A migration that works on an empty table."""


@pytest.fixture(scope="module")
def rehearsal(
    tmp_path_factory: pytest.TempPathFactory,
    projects: Callable[[str], Path],
    postgres: Postgres,
    folder: Path,
) -> Iterator[Rehearsal]:
    # Of a project whose requirements have been compiled already.
    project = copy_project(tmp_path_factory.mktemp("rehearsal"), source=projects(here()))
    (project / "deploy" / "infrastructure.yaml").write_text(template_for_moto())
    authority = trustme.CA()
    origin = (
        f"# {digest(str(project / 'deploy' / 'assets.txt'))}\n"  # as if taken from the package that is pinned
    )
    (project / "vendor" / CERTIFICATES).write_bytes(origin.encode() + authority.cert_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    terminator = TlsTerminator(context, postgres.port)
    engine = create_engine(postgres.url.replace("postgresql:", "postgresql+pg8000:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP DATABASE IF EXISTS wordcount_staging"))
        connection.execute(text("CREATE DATABASE wordcount_staging"))
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    with account(folder / "tasks") as aws:
        yield Rehearsal(project, aws, terminator, postgres)
    terminator.close()


@pytest.fixture(scope="module")
def dev(rehearsal: Rehearsal) -> Rehearsal:
    """The stage dev, deployed by Chalice alone into an account in which everything else is there."""
    aws = rehearsal.account
    for queue in ("jobs", "jobs-dead"):
        attributes = {"VisibilityTimeout": "720"}
        aws.client("sqs").create_queue(QueueName=f"wordcount-dev-{queue}", Attributes=attributes)
    ec2 = aws.client("ec2")
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    change_stages(rehearsal.project, "dev", subnet_ids=[subnet], security_group_ids=[group])
    rehearsal.make_roles("dev")
    rehearsal.keep_secret("dev")
    done = rehearsal.run("deploy", "--stage", "dev")
    assert done.returncode == 0, done.stdout
    assert "Rest API URL" in done.stdout
    aws.start_event_sources()
    return rehearsal


def test_chalice_deploys_a_stage_as_its_config_says(dev):
    found = {
        each["FunctionName"]: each for each in dev.account.client("lambda").list_functions()["Functions"]
    }
    ours = {name: each for name, each in found.items() if name.startswith("wordcount-dev")}
    assert {name: (each["MemorySize"], each["Timeout"]) for name, each in ours.items()} == FUNCTIONS
    for each in ours.values():
        assert each["VpcConfig"]["SubnetIds"]
        assert each["TracingConfig"]["Mode"] == "PassThrough"
        assert each["Environment"]["Variables"]["JOBS_QUEUE"] == "wordcount-dev-jobs"
    assert len({each["Role"] for each in ours.values()}) == len(FUNCTIONS)
    mappings = dev.account.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    assert {(each["EventSourceArn"].rpartition(":")[2], each["BatchSize"]) for each in mappings} == {
        ("wordcount-dev-jobs", 40),
        ("wordcount-dev-jobs-dead", 1),
    }


def test_chalice_makes_no_role_of_its_own(dev):
    roles = {each["Arn"] for each in dev.account.client("iam").list_roles()["Roles"]}
    assert roles == set(Stage.read(dev.project, "dev").roles.values())


def test_a_job_is_accepted_before_there_is_a_schema_and_counted_after_migrate(dev, site: Site):
    url = site.page("/tide", page("The tide", TIDE))
    answer = requests.post(dev.api("dev") + "/jobs", json={"url": url}, timeout=40)
    assert answer.status_code == 202
    job = urljoin(answer.url, answer.headers["Location"])
    health = requests.get(dev.api("dev") + "/health", timeout=40)
    assert health.status_code == 503
    done = dev.run("invoke", "--stage", "dev", "-n", "migrate")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["previous"] is None
    assert requests.get(dev.api("dev") + "/health", timeout=40).status_code == 200

    # The worker failed without a schema, and SQS hides the message for as long as it might have run.
    def ended() -> Any:
        dev.account.show_hidden_messages("wordcount-dev-jobs")
        found = requests.get(job, timeout=40).json()
        return found["status"] != "pending" and found

    counted = until(ended)
    assert counted["status"] == "succeeded"
    assert counted["title"] == "The tide"
    assert counted["words"][0]["word"] == "water"
    assert dev.rows("dev") == 1
    assert site.visits["/tide"] >= 1


def test_a_second_migrate_changes_nothing(dev):
    done = dev.run("invoke", "--stage", "dev", "-n", "migrate")
    revisions = json.loads(done.stdout)
    assert revisions["previous"] == revisions["current"]


def test_what_the_functions_tell_is_json_with_the_job_and_no_secret(dev, site: Site):
    url = site.page("/told?token=s3cret", "<p>word</p>")
    answer = requests.post(dev.api("dev") + "/jobs", json={"url": url}, timeout=40).json()
    until(
        lambda: [line for line in dev.account.log("wordcount-dev-worker") if line.get("job") == answer["id"]]
    )
    (line,) = [line for line in dev.account.log("wordcount-dev-worker") if line.get("job") == answer["id"]]
    assert line["outcome"] == "succeeded"
    assert line["_aws"]["CloudWatchMetrics"]
    logs = [dev.account.log(name) for name in ("wordcount-dev", "wordcount-dev-worker")]
    assert "s3cret" not in json.dumps(logs)


def test_every_connection_to_the_database_is_verified_and_kept(dev):
    before = dev.encrypted
    assert before > 0
    for _ in range(5):
        assert requests.get(dev.api("dev") + "/health", timeout=40).status_code == 200
    assert dev.encrypted == before


def test_a_job_of_the_dead_letters_ends_by_the_last_resort(dev, site: Site):
    from chalicelib.jobs import Job

    job = Job.new("http://nowhere.invalid/")
    sqs = dev.account.client("sqs")
    dead = sqs.get_queue_url(QueueName="wordcount-dev-jobs-dead")["QueueUrl"]
    sqs.send_message(QueueUrl=dead, MessageBody=job.message())
    answer = until(
        lambda: (found := requests.get(f"{dev.api('dev')}/jobs/{job.id}", timeout=40).json())["status"]
        != "pending" and found
    )  # fmt: skip
    assert answer["status"] == "failed"


def test_a_migration_that_cannot_reach_the_database_fails_the_command(dev):
    dev.keep_secret("dev", port=1)
    dev.account.forget("wordcount-dev-migrate")
    done = dev.run("invoke", "--stage", "dev", "-n", "migrate")
    dev.keep_secret("dev")
    dev.account.forget("wordcount-dev-migrate")
    assert done.returncode == 1
    assert "DatabaseUnavailable" in done.stdout


def test_our_command_brings_up_a_second_stage_in_all_steps(dev, site: Site):
    url = site.page("/tide", page("The tide", TIDE))
    done = dev.deploy("staging", "package", "provision", "configure")
    assert done.returncode == 0, done.stdout
    dev.keep_secret("staging")  # of which moto's stack has none
    done = dev.deploy("staging", "release")
    assert done.returncode == 0, done.stdout
    dev.account.start_event_sources()
    done = dev.deploy("staging", "finish", "migrate", "smoke", API_URL=dev.api("staging"), SMOKE_PAGE=url)
    assert done.returncode == 0, f"{done.stdout}{dev.account.log('wordcount-staging')}"
    assert re.search(r"\d+ words, most often water", done.stdout), done.stdout
    assert dev.rows("staging") == 1


def test_stages_share_nothing(dev):
    ids = {stage: dev.deployed(stage)["rest_api"]["rest_api_id"] for stage in ("dev", "staging")}
    assert ids["dev"] != ids["staging"]
    before = dev.rows("staging")
    requests.post(dev.api("dev") + "/jobs", json={"url": "http://nowhere.invalid/"}, timeout=40)
    assert dev.rows("staging") == before


def release_title(dev: Rehearsal, title: str) -> None:
    """Change the code, so that the release that follows is told from the one before."""
    home = dev.project / "chalicelib" / "api" / "static" / "index.html"
    home.write_text(re.sub("<title>.*</title>", f"<title>{title}</title>", home.read_text()))


def title_of(dev: Rehearsal) -> str:
    """Which release the stage dev serves."""
    found = re.search("<title>(.*)</title>", requests.get(dev.api("dev") + "/", timeout=40).text)
    assert found
    return found[1]


def apis(dev: Rehearsal) -> set[str]:
    """The ids of all APIs in the account."""
    return {each["id"] for each in dev.account.client("apigateway").get_rest_apis()["items"]}


def test_a_migration_that_fails_leaves_the_service_serving_and_a_rollback_goes_back(dev, site: Site):
    before, rows, known = title_of(dev), dev.rows("dev"), apis(dev)
    release_title(dev, "Wordcount 2")
    migration = dev.project / "migrations" / "versions" / "9999_strict.py"
    migration.write_text(DOES_NOT_FIT_THE_DATA.format(head=head_revision()))
    url = site.page("/tide", page("The tide", TIDE))
    done = dev.deploy("dev", "release", "migrate", API_URL=dev.api("dev"), SMOKE_PAGE=url)
    migration.unlink()
    assert done.returncode == 1
    assert "what runs now is kept" in done.stdout
    assert 'nothing was changed: column "asked_language" of relation "results' in done.stdout
    assert "The new code runs on the previous schema, and pages are counted all the same" in done.stdout
    assert "`make deploy STAGE=dev STEP=rollback` goes back to the release before." in done.stdout
    assert title_of(dev) == "Wordcount 2"
    assert apis(dev) == known
    assert dev.rows("dev") == rows + 1
    assert requests.get(dev.api("dev") + "/health", timeout=40).status_code == 503

    done = dev.deploy("dev", "rollback", "migrate")
    assert done.returncode == 0, done.stdout
    assert re.search(r"the release before runs again after \d+ s; the schema stays as it is", done.stdout)
    assert f"the schema is at {head_revision()} already" in done.stdout
    assert title_of(dev) == before
    assert requests.get(dev.api("dev") + "/health", timeout=40).status_code == 200


def test_a_lost_file_of_chalices_is_written_anew_and_its_next_deploy_keeps_the_api(dev):
    api, known = dev.deployed("dev")["rest_api"]["rest_api_id"], apis(dev)
    (dev.project / ".chalice" / "deployed" / "dev.json").unlink()
    release_title(dev, "Wordcount 3")
    done = dev.run("deploy", "--stage", "dev")
    assert done.returncode == 1
    assert "wordcount-dev is deployed already" in done.stdout
    done = dev.deploy("dev", "recover")
    assert done.returncode == 0, done.stdout
    done = dev.run("deploy", "--stage", "dev")
    assert done.returncode == 0, done.stdout
    assert title_of(dev) == "Wordcount 3"
    assert dev.deployed("dev")["rest_api"]["rest_api_id"] == api
    assert apis(dev) == known
    assert len(known) == 2


def test_deleting_leaves_nothing_of_chalices(dev):
    done = dev.run("delete", "--stage", "dev")
    assert done.returncode == 0, done.stdout
    done = dev.deploy("staging", "delete", typed="staging\n")
    assert done.returncode == 0, done.stdout
    assert "the stack wordcount-staging is deleted" in done.stdout
    names = [each["FunctionName"] for each in dev.account.client("lambda").list_functions()["Functions"]]
    assert [name for name in names if name.startswith("wordcount-")] == []
    assert dev.account.client("apigateway").get_rest_apis()["items"] == []
