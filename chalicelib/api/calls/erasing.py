"""`DELETE /jobs/{id}`: erasing the result of a job."""

import logging

from chalice import Response
from chalice.app import Request

from chalicelib import ids
from chalicelib.api import inputs
from chalicelib.api.calls.rows import row_of
from chalicelib.api.problems import answered
from chalicelib.errors import Erased, WrongEraseKey
from chalicelib.telemetry import Event

HEADER = "Erase-Key"

log = logging.getLogger(__name__)


@answered
def delete_job(request: Request, path_id: str) -> Response:
    """`DELETE /jobs/{id}`: erase the job's words, text, title and address, for who has its key."""
    job_id = inputs.job_id(path_id)
    with inputs.Query(request):
        pass
    if not ids.may_erase(request.headers.get(HEADER, ""), job_id):
        raise WrongEraseKey(
            f"erasing a job needs the erase_key that POST /jobs answered with its id, in the header {HEADER}"
        )
    try:
        row_of(job_id)  # an id that nobody can be waiting for gets no row
    except Erased:
        pass
    else:
        from chalicelib.results.erasing import erase

        erase(job_id)
        log.info(Event("job erased", job=job_id))
    return Response("", status_code=204, headers={"Cache-Control": "no-store"})
