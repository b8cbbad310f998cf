"""Numbers that two files have to agree on, where neither can ask the other."""

import re
from pathlib import Path

import pytest

import app
from chalicelib import ids, worker
from chalicelib.api import inputs, view
from chalicelib.api.calls import keyness
from deploy import check_account

STATIC = Path(__file__).parents[2] / "chalicelib/api/static"
SOURCES = {each.name: each for each in app.app.event_sources}


def test_the_worker_has_room_for_what_it_is_sent():
    assert SOURCES["worker"].batch_size == worker.BATCH_SIZE


def test_the_check_before_a_deploy_knows_how_many_last_resorts_run_at_once():
    assert SOURCES["last_resort"].maximum_concurrency == check_account.LAST_RESORTS


@pytest.mark.parametrize(
    ("module", "name", "number"),
    [
        ("jobs/job-list.js", "MOST_COMPARED", keyness.MAXIMUM_COMPARED),
        ("words/own-words.js", "MOST", view.MAXIMUM_OWN),
        ("service/jobs.js", "MOST_AT_ONCE", inputs.MAXIMUM_JOBS),
        ("form/ask-form.js", "MOST", ids.MAXIMUM_PAGES),
    ],
)
def test_the_page_asks_for_as_much_as_the_service_takes(module, name, number):
    (said,) = re.findall(rf"^(?:export )?const {name} = (\d+);", (STATIC / module).read_text(), re.MULTILINE)
    assert int(said) == number
