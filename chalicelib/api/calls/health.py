"""`GET /health`."""

from dataclasses import asdict

from chalice import Response
from chalice.app import Request

from chalicelib import jobs, release
from chalicelib.api import inputs
from chalicelib.api.problems import RETRY_SECONDS, answered, problem
from chalicelib.api.representations import answers
from chalicelib.errors import ServiceFailure


@answered
def get_health(request: Request) -> Response:
    """`GET /health`: whether Postgres and the queue answer and the schema is the code's; and the release."""
    with inputs.Query(request):
        pass
    from chalicelib.results.migrate import check_schema

    checks = {}
    for name, check in {"queue": jobs.check_queue, "database": check_schema}.items():
        try:
            check()
            checks[name] = "ok"
        except ServiceFailure as failure:
            checks[name] = failure.detail
    failing = [name for name, state in checks.items() if state != "ok"]
    if not failing:
        return answers.json_response({"status": "ok", "checks": checks, "release": asdict(release.current())})
    return problem(
        503,
        ServiceFailure.slug,
        ServiceFailure.title(),
        " and ".join(f"{name}: {checks[name]}" for name in failing),
        headers={"Retry-After": str(RETRY_SECONDS)},
        checks=checks,
        release=asdict(release.current()),
    )
