"""A queue outlives a deploy: the code of now reads the messages of the release before, and it reads ours."""

import subprocess
import sys

import pytest

from chalicelib.jobs import Job
from tests.reliability.chaos import release

WRITE = "from chalicelib.jobs import Job; job = Job.new('https://example.com/'); print(job.id, job.message())"
READ = """
import sys
from chalicelib.jobs import Job
for line in sys.stdin:
    job = Job.from_message(line)
    print(job.id, job.url, job.attempt)
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    try:
        return release.unpack(tmp_path_factory.mktemp("release"))
    except LookupError as error:
        pytest.skip(str(error))


def run(tree, program: str, given: str = "") -> str:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=tree, input=given, capture_output=True, text=True, check=True
    ).stdout


def test_messages_of_the_release_before_are_read(before):
    job_id, _, message = run(before, WRITE).partition(" ")
    job = Job.from_message(message)
    assert (str(job.id), job.url, job.attempt) == (job_id, "https://example.com/", 1)


def test_the_release_before_reads_messages_of_now(before):
    job = Job.new("https://example.com/")
    text = Job(job.id, "", text="green tea", title="Tea", language="en", caller="10.0.0.0/24")
    ours = [job, job.next_attempt(), job.next_turn(), text]
    read = run(before, READ, "\n".join(each.message() for each in ours))
    assert read.splitlines() == [f"{each.id} {each.url} {each.attempt}" for each in ours]
