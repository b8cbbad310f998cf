"""The stack's alarms and its dashboard: each thing that can go wrong is told to who has to know it."""

import json
import logging
import re
from types import SimpleNamespace
from typing import Any

from chalicelib.telemetry import Measures, invocations
from chalicelib.telemetry.events import JsonLines
from chalicelib.telemetry.metrics import METRICS, NAMESPACE
from tests.unit.stack import FUNCTIONS, of_type


def watched_by(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """The metrics of an alarm: its own, or those of its expression."""
    if "MetricName" in alarm:
        return [alarm]
    return [each["MetricStat"]["Metric"] for each in alarm["Metrics"] if "MetricStat" in each]


def test_every_function_has_alarms_for_errors_and_throttles(resources):
    watched = {
        (metric["MetricName"], metric["Dimensions"][0]["Value"]["Fn::Sub"])
        for alarm in of_type(resources, "AWS::CloudWatch::Alarm")
        for metric in watched_by(alarm)
        if metric["Namespace"] == "AWS/Lambda"
    }
    assert watched == {
        (metric, f"wordcount-${{Stage}}{ending}")
        for metric in ("Errors", "Throttles")
        for ending in FUNCTIONS
    }


def test_everything_else_that_can_go_wrong_has_its_alarm(resources):
    alarms = of_type(resources, "AWS::CloudWatch::Alarm")
    metrics = [metric for alarm in alarms for metric in watched_by(alarm)]
    assert {metric["MetricName"] for metric in metrics if metric["Namespace"] != "AWS/Lambda"} == {
        "ApproximateNumberOfMessagesVisible",
        "NumberOfMessagesReceived",
        "ApproximateAgeOfOldestMessage",
        "5XXError",
        "CPUUtilization",
        "DatabaseConnections",
        "FreeStorageSpace",
        "FreeableMemory",
        "jobs",
        "answered_bytes",
    }


def test_who_is_woken_is_woken_by_what_harms_callers_now(resources):
    told: dict[str, set[str]] = {"AlarmTopic": set(), "TicketTopic": set()}
    for alarm in of_type(resources, "AWS::CloudWatch::Alarm"):
        assert alarm["AlarmActions"] == alarm["OKActions"]
        (topic,) = alarm["AlarmActions"]
        told[topic["Ref"]].add(alarm["AlarmName"]["Fn::Sub"].removeprefix("wordcount-${Stage}-"))
    assert told["AlarmTopic"] == {
        "canary",
        "dead-letters",
        "old-jobs",
        "api-5xx",
        "database-storage",
        "answered-bytes",
    }
    assert "worker-errors" in told["TicketTopic"]


def test_a_batch_that_fails_once_and_comes_back_tells_nobody(resources):
    assert resources["WorkerErrors"]["Properties"]["EvaluationPeriods"] == 3


def test_the_share_of_failed_jobs_is_of_metrics_that_there_are(resources):
    emitted = {(name, dims) for sets in METRICS.values() for dims, names in sets for name in names}
    for each in resources["FailedJobs"]["Properties"]["Metrics"]:
        if "MetricStat" in each:
            metric = each["MetricStat"]["Metric"]
            assert metric["Namespace"] == NAMESPACE
            dimensions = tuple(dimension["Name"] for dimension in metric["Dimensions"])
            assert (metric["MetricName"], dimensions) in emitted


def test_bytes_are_counted_of_the_lines_that_tell_them(resources, caplog):
    of_lines, alarm = resources["AnsweredBytes"]["Properties"], resources["ManyAnsweredBytes"]["Properties"]
    (made,) = of_lines["MetricTransformations"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (made["MetricNamespace"], made["MetricName"])
    assert [each["Name"] for each in alarm["Dimensions"]] == [each["Key"] for each in made["Dimensions"]]
    assert alarm["Dimensions"][0]["Value"]["Fn::Sub"] == "wordcount-${Stage}"
    logs = resources[resources["AnsweredBytes"]["DependsOn"]]["Properties"]
    assert of_lines["LogGroupName"] == logs["LogGroupName"]
    assert '"request answered"' in of_lines["FilterPattern"]
    request = SimpleNamespace(method="GET", context={"resourcePath": "/", "requestId": "r"})
    with caplog.at_level(logging.INFO, logger="chalicelib"):
        invocations._tell_answer(request, SimpleNamespace(status_code=200, body="four"), Measures(ms=1.0))
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert (line["event"], line["bytes"]) == ("request answered", 4)
    assert "function" in line


def test_a_dead_letter_that_the_last_resort_fails_on_keeps_its_alarm_up(resources):
    hidden = resources["DeadLetterQueue"]["Properties"]["VisibilityTimeout"]
    metrics = resources["DeadLetters"]["Properties"]["Metrics"]
    periods = [each["MetricStat"]["Period"] for each in metrics if "MetricStat" in each]
    assert len(periods) == 2
    assert all(period > hidden for period in periods)


def test_the_storage_alarm_leaves_rds_the_time_to_make_the_storage_larger(template, resources):
    assert resources["DatabaseStorage"]["Properties"]["EvaluationPeriods"] > 1
    for size in template["Mappings"]["Sizes"].values():
        grows_at = 0.1 * size["Storage"] * 2**30
        assert 0.9 * grows_at < size["StorageAlarmBytes"] < grows_at


def test_the_dashboard_shows_metrics_that_there_are(resources):
    body = json.loads(resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])
    ours = [
        metric
        for widget in body["widgets"]
        for metric in widget["properties"].get("metrics", [])
        if metric[0] == NAMESPACE
    ]
    emitted = {
        (name, dimensions) for sets in METRICS.values() for dimensions, names in sets for name in names
    }
    assert ours
    for metric in ours:
        dimensions = tuple(part for part in metric[2:] if isinstance(part, str))[::2]
        assert (metric[1], dimensions) in emitted


def test_the_dashboard_tells_which_release_runs_from_the_functions_own_logs(resources):
    body = json.loads(resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])
    (query,) = [widget["properties"]["query"] for widget in body["widgets"] if widget["type"] == "log"]
    groups = {group["LogGroupName"]["Fn::Sub"] for group in of_type(resources, "AWS::Logs::LogGroup")}
    named = set(re.findall(r"SOURCE '([^']+)'", query))
    assert len(named) == 2
    assert named <= groups
    assert "by release, function" in query
