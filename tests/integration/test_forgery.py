"""What a stranger makes up is answered on every route, by 4xx or by nothing, never by a failure of ours."""

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chalicelib import ids
from tests.description import DOCUMENT

GETS = [path for path, calls in DOCUMENT["paths"].items() if "get" in calls]
OF_A_JOB = [path for path in GETS if "{job_id}" in path]
ANY = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None, database=None
)


def id_of(milliseconds: int, random: int) -> str:
    """A job's id whose check bits are right, of any moment that its bits can hold."""
    unchecked = ((milliseconds << 16 | 0x8 << 12) << 48) | (0b10 << 46) | random
    digits = f"{unchecked << 16 | ids._check_bits(unchecked, 0):032x}"
    return re.sub("(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", digits)


IDS = st.builds(id_of, st.integers(0, 2**48 - 1), st.integers(0, 2**46 - 1))
TEXTS = st.text(max_size=40) | IDS | st.integers().map(str) | st.sampled_from(["", "%", "%00", "*", "\x00"])


def test_there_are_routes_to_try():
    assert len(OF_A_JOB) >= 4


@ANY
@given(IDS)
@example("ffffffff-ffff-8000-8000-00000000e50b")
@example(id_of(253_402_300_800_000, 0))
def test_a_forged_id_is_nobodys_on_every_route(api, job_id):
    for path in OF_A_JOB:
        answer = api.get(path.replace("{job_id}", job_id))
        assert answer.status_code in (200, 404, 409, 422), answer.text
        assert answer.status_code != 200 or answer.json()["status"] == "pending"
    assert api.get(f"/jobs?cursor={job_id}").status_code in (200, 422)
    assert api.get(f"/words/tea?cursor={job_id}").status_code in (200, 422)


@pytest.mark.parametrize("path", GETS)
@ANY
@given(value=TEXTS, parameter=st.sampled_from(["limit", "cursor", "n", "stop_words", "url", "ids"]) | TEXTS)
def test_no_parameter_breaks_a_route(api, counted, path, value, parameter):
    filled = path.replace("{job_id}", counted).replace("{word}", "tea")
    answer = api.get(f"{filled}?{quote(parameter, errors='replace')}={quote(value, errors='replace')}")
    assert answer.status_code < 500, answer.text


@ANY
@given(value=TEXTS)
def test_no_part_of_a_path_breaks_a_route(api, value):
    for path in GETS:
        if "{" in path:
            answer = api.get(re.sub("{.*}", quote(value, safe="", errors="replace"), path))
            assert answer.status_code < 500, answer.text


@pytest.mark.parametrize("header", ["If-None-Match", "If-Match", "Accept", "Accept-Encoding", "X-Api-Key"])
@ANY
@given(
    value=st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=40
    )
)
def test_no_header_breaks_a_route(api, counted, header, value):
    answer = api.get(f"/jobs/{counted}/words", headers={header: value.strip().encode("latin-1")})
    assert answer.status_code < 500, answer.text
