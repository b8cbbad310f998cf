"""Which fields of which events are metrics, in CloudWatch's embedded metric format.

CloudWatch finds the directive in a log line and makes the metrics of it: nothing is sent, and a line can
be read beside its metrics. A count that is no field of the event counts the event as one.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import time
from collections.abc import Mapping
from typing import Any

NAMESPACE = "Wordcount"
FUNCTION = "function"

_COUNTED = ((FUNCTION, "outcome"), {"jobs": "Count"})
_MEASURED = (
    (FUNCTION,),
    {"queue_ms": "Milliseconds", "fetch_ms": "Milliseconds", "count_ms": "Milliseconds", "bytes": "Bytes"},
)
_ACCEPTED = (((FUNCTION,), {"accepted": "Count"}),)
METRICS: Mapping[str, tuple[tuple[tuple[str, ...], Mapping[str, str]], ...]] = {
    "job ended": (_COUNTED, _MEASURED),
    "job postponed": (_COUNTED, _MEASURED),
    "job accepted": _ACCEPTED,
    "jobs accepted": _ACCEPTED,
}
"""For the events that have metrics: each set of dimensions, with its metrics and their units."""


def with_metrics(line: dict[str, Any]) -> dict[str, Any]:
    """The members of a log line, with those that CloudWatch needs to find the metrics among them.

    Args:
        line: an event's members, `event` and `function` among them.
    """
    directives = []
    counts: dict[str, int] = {}
    for dimensions, metrics in METRICS.get(line["event"], ()):
        counts |= {name: line.get(name, 1) for name, unit in metrics.items() if unit == "Count"}
        present = [
            {"Name": name, "Unit": unit}
            for name, unit in metrics.items()
            if name in counts or line.get(name) is not None
        ]
        if present:
            directives.append({"Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": present})
    if not directives:
        return line
    timestamp = time.time_ns() // 1_000_000
    return {**line, **counts, "_aws": {"Timestamp": timestamp, "CloudWatchMetrics": directives}}
