"""Events: one line each that nobody can forge, without a URL's secrets, with the metrics in them."""

import io
import json
import logging
import sys
import uuid

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib import settings, telemetry, urls
from chalicelib.errors import DatabaseUnavailable, ServiceFailure
from chalicelib.telemetry import Event, Measures, invocations
from chalicelib.telemetry.events import ForPeople, JsonLines, invocation
from chalicelib.telemetry.redaction import shortened, without_secrets

URL = "https://user:pa55word@shop.example:8443/path/page?token=s3cret&x=1#part"


def record(message: object, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("chalicelib.x", logging.INFO, __file__, 1, message, arguments, exc_info)


def line(message: object, *arguments: object, error: BaseException | None = None) -> dict:
    text = JsonLines().format(record(message, *arguments, error=error))
    assert text.isascii()
    assert text.isprintable()
    return json.loads(text)


@pytest.fixture
def inside_lambda(monkeypatch):
    monkeypatch.delenv("FETCH_ALLOWED_NETWORKS", raising=False)  # a service of the same process sets it
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "wordcount-test-worker")


@pytest.fixture
def root(monkeypatch):
    """The root logger, as it was before afterwards."""
    own, ours = logging.getLogger(), logging.getLogger("chalicelib")
    before = own.handlers[:], own.level, ours.level
    yield own
    own.handlers[:] = before[0]
    own.setLevel(before[1])
    ours.setLevel(before[2])


# --- lines --------------------------------------------------------------------------------------


def test_an_event_is_its_name_and_its_fields(inside_lambda):
    job = uuid.uuid4()
    told = line(Event("job ended", job=job, attempt=2, fetch_ms=1.5, problem=None))
    assert told["event"] == "job ended"
    assert (told["job"], told["attempt"], told["fetch_ms"]) == (str(job), 2, 1.5)
    assert (told["level"], told["logger"], told["function"]) == (
        "INFO",
        "chalicelib.x",
        "wordcount-test-worker",
    )
    assert "problem" not in told


def test_what_libraries_log_comes_out_the_same_way():
    told = line("Failed to parse headers (url=%s)", URL)
    assert told["message"] == "Failed to parse headers (url=https://shop.example:8443/path/page?..."


def test_an_exception_is_told_with_its_causes():
    try:
        try:
            raise KeyError("first")
        except KeyError as cause:
            raise ValueError(f"no page at {URL}") from cause
    except ValueError as error:
        told = line(Event("broken"), error=error)
    assert told["exception"] == "ValueError"
    assert "KeyError: 'first'" in told["traceback"]
    assert "s3cret" not in json.dumps(told)
    assert "pa55word" not in json.dumps(told)


@given(st.text(max_size=200))
def test_no_text_makes_a_second_line_or_another_field(text):
    told = line(Event("job ended", url=text))
    assert set(told) - {"url"} == set(line(Event("job ended")))
    told = line("%s", text)
    assert told["event"] == "log"


def test_a_forged_line_stays_inside_its_string():
    forged = 'x\n{"event": "job ended", "_aws": {}}\r\u2028\x1b[2J'
    told = line(Event("request answered", route=forged))
    assert told["event"] == "request answered"
    assert "_aws" not in told
    shown = ForPeople().format(record(Event("request answered", route=forged)))
    assert shown.isprintable()


def test_for_people_a_traceback_has_its_lines_and_nothing_that_a_terminal_obeys():
    shown = ForPeople().format(record("%s", "\x1b[31mred\nand more", error=ValueError("a\x9bb\n\x07c")))
    assert all(part.isprintable() for part in shown.split("\n"))
    assert shown.startswith("    info: \\x1b[31mred\\nand more\n")
    assert "ValueError: a\\x9bb" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (URL, "https://shop.example:8443/path/page?..."),
        ("http://h/?q", "http://h/?..."),
        ("retries of url: /page?token=1 (Caused by x)", "retries of url: /page?... (Caused by x)"),
        ("HTTPConnectionPool('//u:p@h/')", "HTTPConnectionPool('//h/')"),
        ("'https://h/a?b=c', 'd'", "'https://h/a?... 'd'"),
        ("no page at http://h/Foo_(bar)?token=1.", "no page at http://h/Foo_(bar)?..."),
        ("""http://u:"p"@h/?q="1"&t='2'""", "http://h/?..."),
        ("what is it?", "what is it?"),
        ("mail a@b.example", "mail a@b.example"),
    ],
)  # fmt: skip
def test_queries_and_credentials_are_hidden(text, shown):
    assert without_secrets(text) == shown


# Whatever may stand in a path or query as it is (RFC 3986), and what a stranger may write all the same.
in_urls = st.text(st.sampled_from("ab1-._~:/@!$&'()*+,;=%?[]\"\\<>{|}`é中"), max_size=12)


@given(in_urls, in_urls)
@example("wiki/Foo_(bar)", "token=")
@example("a", "q='")
def test_a_querys_secret_is_in_no_event_whatever_stands_around_it(path, query):
    url = f"http://a.test/{path}?{query}5ecret{query}"
    for shown in (url, urls.normalise(url)):
        assert "5ecret" not in json.dumps(line(Event("job accepted", url=shown)))
        assert "5ecret" not in json.dumps(line("no page at %s", shown))


@given(in_urls.filter(lambda text: not set("/?[]") & set(text)))
def test_a_password_is_in_no_event(user):
    assert "5ecret" not in json.dumps(line(Event("job accepted", url=f"http://{user}:5ecret@a.test/")))
    assert "5ecret" not in json.dumps(line("no page at %s", f"http://{user}:5ecret@a.test/"))


def test_long_texts_keep_their_ends():
    assert shortened("a" * 10, 10) == "a" * 10
    assert shortened("a" * 50 + "b" * 50, 25) == "a" * 10 + " ... " + "b" * 10
    assert len(line(Event("x", url="https://h/" + "a" * 10_000))["url"]) <= 500


# --- metrics ------------------------------------------------------------------------------------


def test_an_ended_job_is_counted_by_outcome_and_measured(inside_lambda):
    told = line(Event("job ended", outcome="succeeded", queue_ms=20, fetch_ms=1.5, count_ms=0.5, bytes=7))
    counted, measured = told["_aws"]["CloudWatchMetrics"]
    assert counted == {
        "Namespace": "Wordcount",
        "Dimensions": [["function", "outcome"]],
        "Metrics": [{"Name": "jobs", "Unit": "Count"}],
    }
    assert measured["Dimensions"] == [["function"]]
    assert [metric["Name"] for metric in measured["Metrics"]] == ["queue_ms", "fetch_ms", "count_ms", "bytes"]
    assert told["jobs"] == 1
    assert told["_aws"]["Timestamp"] > 1_600_000_000_000


def test_every_metric_and_dimension_is_a_member_of_its_line(inside_lambda):
    for event in ("job ended", "job postponed", "job accepted", "jobs accepted"):
        told = line(Event(event, outcome="failed", fetch_ms=3.5))
        for directive in told["_aws"]["CloudWatchMetrics"]:
            assert all(isinstance(told[metric["Name"]], int | float) for metric in directive["Metrics"])
            assert all(isinstance(told[name], str) for names in directive["Dimensions"] for name in names)
    assert "queue_ms" not in json.dumps(told), "what was not measured is no metric"


def test_jobs_that_come_together_are_one_line_and_counted_each(inside_lambda):
    told = line(Event("jobs accepted", collection="c", accepted=100))
    (directive,) = told["_aws"]["CloudWatchMetrics"]
    assert directive["Metrics"] == [{"Name": "accepted", "Unit": "Count"}]
    assert told["accepted"] == 100
    assert line(Event("job accepted", job="j"))["accepted"] == 1


def test_other_events_hold_no_metrics():
    assert "_aws" not in line(Event("request answered", bytes=3))
    assert "_aws" not in line("job ended")


def test_measures_keep_the_time_of_what_failed_too():
    measures = Measures(job=1)
    with pytest.raises(ZeroDivisionError), measures.timing("ms"):
        raise ZeroDivisionError
    assert isinstance(measures["ms"], float)
    assert measures["job"] == 1


# --- invocations and set-up ---------------------------------------------------------------------


class Context:
    aws_request_id = "r-1"


class Happening:
    """What Chalice's middlewares get of an SQS event or a plain invocation."""

    context = Context()


def test_every_event_of_an_invocation_names_its_request(caplog):
    told = []
    invocations.observe(Happening(), lambda _: told.append(line(Event("job ended"))))
    assert told[0]["request"] == "r-1"
    invocation.request = None


def test_a_failure_of_ours_leaves_as_it_is_and_is_told(caplog):
    def fail(_):
        raise DatabaseUnavailable("the database does not answer")

    with pytest.raises(DatabaseUnavailable):
        invocations.observe(Happening(), fail)
    assert "invocation failed reason=database-unavailable" in caplog.text


def test_a_bugs_own_text_does_not_reach_lambdas_runtime(caplog):
    def fail(_):
        raise ValueError("stranger's text\n[ERROR] forged")

    with pytest.raises(ServiceFailure) as caught:
        invocations.observe(Happening(), fail)
    assert caught.value.detail == "ValueError: see the event before this one"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ is True
    assert "forged" in caplog.text, "it is in the event"


def test_in_lambda_all_logging_becomes_lines_of_json(inside_lambda, root, monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    settings.current.cache_clear()
    telemetry.configure()
    logging.getLogger("chalicelib.worker").info(Event("job ended"))
    logging.getLogger("botocore").warning("a library's %s", "warning")
    logging.getLogger("botocore").info("not shown")
    assert [json.loads(text)["event"] for text in out.getvalue().splitlines()] == ["job ended", "log"]


def test_elsewhere_it_is_for_people(root, monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.delenv("AWS_LAMBDA_FUNCTION_NAME", raising=False)
    settings.current.cache_clear()
    telemetry.configure()
    logging.getLogger("chalicelib.worker").info(Event("job ended", outcome="succeeded"))
    assert out.getvalue() == "    info: job ended outcome=succeeded\n"
