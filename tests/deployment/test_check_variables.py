"""The step `check`: environment variables that Lambda, the stack or the code would not take."""

import pytest

from deploy.errors import DeployError
from tests.deployment.parts import edit_stage, found, function


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"FETCH_MAX_BYTES": "lots"}, "FETCH_MAX_BYTES"),
        ({"FETCH_MAX_BYTES": 5}, "FETCH_MAX_BYTES is 5, and variables are strings"),
    ],
)
def test_a_functions_own_variables_are_looked_at_too(stage, variables, sentence):
    findings = found(function(stage, "worker", environment_variables=variables))
    assert any(sentence in each.sentence for each in findings)


def test_a_functions_variables_that_are_no_group_are_a_sentence(stage):
    with pytest.raises(DeployError, match="function worker whose environment_variables are no group"):
        function(stage, "worker", environment_variables=["A"])


@pytest.mark.parametrize(
    ("variables", "said", "stops"),
    [
        ({"RETENTION_DAY": "30"}, "there is no setting RETENTION_DAY, which would", True),
        ({"retention_days": "30"}, "is RETENTION_DAYS meant", True),
        ({"WEATHER": "fine"}, "there is no setting WEATHER", False),
        ({"AWS_REGION": "x"}, "AWS_REGION is one that Lambda does not take", True),
        ({"MY-VAR": "x"}, "MY-VAR is one that Lambda does not take", True),
        ({"FETCH_DENIED_NETWORKS": ",".join("9.99.250.0/24" for _ in range(400))}, "bytes, and", True),
        ({"JOBS_QUEUE": "wordcount-prod-jobs"}, "JOBS_QUEUE is wordcount-prod-jobs, and the stage's", True),
        ({"DATABASE_SECRET": ""}, "DATABASE_SECRET is empty, and the stage's stack has", True),
        ({"DATABASE_SECRET": "junk:secret:wordcount-dev/database-"}, "DATABASE_SECRET is junk", True),
        ({"DATABASE_URL": "postgresql://u:p@h/d"}, "DATABASE_URL is set, and the functions would go", True),
        ({"DATABASE_CA_FILE": ""}, "DATABASE_CA_FILE is empty", True),
        ({"WORKER_MAXIMUM_CONCURRENCY": 2}, 'WORKER_MAXIMUM_CONCURRENCY is 2, and variables are str', True),
        ({"CANARY": True}, 'CANARY is true, and variables are strings: write "true"', True),
        ({"WORKER_MAXIMUM_CONCURRENCY": "1"}, "WORKER_MAXIMUM_CONCURRENCY is 1, and Lambda takes 2", True),
        ({"WORKER_MAXIMUM_CONCURRENCY": "1001"}, "WORKER_MAXIMUM_CONCURRENCY is 1001", True),
        ({"FETCH_DEADLINE_SECONDS": "120"}, "and the worker may run for 60 s", True),
        ({"API_ACCESS": "anyone"}, "it has to be open, key or iam", True),
    ],
)  # fmt: skip
def test_a_variable_that_would_not_work_is_named(stage, variables, said, stops):
    finding = found(edit_stage(stage.root, environment_variables=variables))[0]
    assert said in finding.sentence
    assert finding.stops is stops
