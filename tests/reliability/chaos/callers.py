"""Who calls the service while faults come: posts pages, repeats what got no answer, and erases some jobs."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import requests

CALLERS = 4
_LARGEST_POST = 12
_FIRST_PATIENCE_SECONDS = (0.02, 0.4, 2.0)
"""How long a caller waits for the first answer of a POST, one of these: then it is repeated with its key."""
_PATIENCE_SECONDS = 30.0
_REST_SECONDS = 0.5  # of a caller who was refused
_GIVE_UP_SECONDS = 300.0  # no fault lasts as long, however slow the machine is
_EVERY = 8
"""One page of so many is erased, some at once and some later."""
_LATER_SECONDS = 6.0


@dataclass(frozen=True)
class Accepted:
    """A job that a caller was answered 202 for."""

    url: str


class Callers:
    """Post the pages, in calls of one or several, and remember what they were answered.

    Args:
        address: of the API.
        seed: of the calls.
        keep_key: whether a repeat has the same `Idempotency-Key`.
        erase: whether some are erased.
        give_up_seconds: after how long a call is repeated no more.
    """

    def __init__(
        self,
        address: str,
        seed: int,
        *,
        keep_key: bool = True,
        erase: bool = True,
        give_up_seconds: float = _GIVE_UP_SECONDS,
    ) -> None:
        self._keep_key = keep_key
        self._erase = erase
        self._give_up_seconds = give_up_seconds
        self.address = address
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._later = ThreadPoolExecutor(CALLERS)
        self.attempted = 0
        self.acknowledged: dict[UUID, Accepted] = {}
        self.collections: dict[str, list[str]] = {}
        self.erased: set[UUID] = set()
        self.read_after_erasing = 0
        self.unhealed = 0

    def post_all(self, urls: list[str], seconds: float = 0.0, pause_seconds: float = 0.0) -> None:
        """Post each once, and wait until those that are to be erased are.

        Args:
            urls: of the pages.
            seconds: how long this takes at least.
            pause_seconds: of each caller between two calls, at least.
        """
        calls = []
        while urls:
            size = self._random.randint(1, _LARGEST_POST)
            calls.append(urls[:size])
            urls = urls[size:]
        pause = max(pause_seconds, seconds * CALLERS / len(calls))
        with ThreadPoolExecutor(CALLERS) as pool:
            for _ in pool.map(lambda call: self._post(call, pause), calls):
                pass
        self._later.shutdown()
        self._later = ThreadPoolExecutor(CALLERS)

    def _post(self, urls: list[str], pause_seconds: float) -> None:
        time.sleep(pause_seconds)
        with self._lock:
            self.attempted += len(urls)
            patience = self._random.choice(_FIRST_PATIENCE_SECONDS)
        key = _key()
        give_up = time.monotonic() + self._give_up_seconds
        while time.monotonic() < give_up:
            headers = {"Idempotency-Key": str(key if self._keep_key else _key())}
            try:
                answer = requests.post(
                    f"{self.address}/jobs", json={"urls": urls}, headers=headers, timeout=patience
                )
            except requests.RequestException:
                self.wait_for_api()  # it was killed and is back soon, or it was slow
            else:
                if answer.status_code == 202:
                    self._acknowledge(urls, answer)
                    return
                time.sleep(_REST_SECONDS)
            patience = _PATIENCE_SECONDS

    def _acknowledge(self, urls: list[str], answer: requests.Response) -> None:
        """Hold an answer against what was posted: what it does not name in its place is not accepted."""
        body = answer.json()
        jobs = body["jobs"]
        if "collection" in body:  # which the release before may not know, nor erase keys
            self.collections[body["collection"]] = [job["id"] for job in jobs]
        for url, job in zip(urls, jobs, strict=False):
            if job["url"] == url and len(jobs) == len(urls):
                job_id = UUID(job["id"])
                with self._lock:
                    self.acknowledged[job_id] = Accepted(url)
                    number = len(self.acknowledged)
                if self._erase and number % _EVERY == 0:
                    later = 0.0 if number % (2 * _EVERY) else self._random.uniform(0, _LATER_SECONDS)
                    self._later.submit(self._erase_job, job_id, job["erase_key"], later)

    def _erase_job(self, job_id: UUID, erase_key: str, after_seconds: float) -> None:
        """Erase a job, pending or ended, until that is answered; then nobody may read it."""
        time.sleep(after_seconds)
        url = f"{self.address}/jobs/{job_id}"
        answer = self.insist(lambda: requests.delete(url, headers={"Erase-Key": erase_key}, timeout=30), 204)
        if answer:
            self.erased.add(job_id)
            with suppress(requests.RequestException):
                self.read_after_erasing += requests.get(url, timeout=30).status_code in (200, 404)

    def insist(self, call: Callable[[], requests.Response], status: int) -> requests.Response | None:
        """Call until it is answered with this status; None if it never is."""
        give_up = time.monotonic() + self._give_up_seconds
        while time.monotonic() < give_up:
            with suppress(requests.RequestException):
                answer = call()
                if answer.status_code == status:
                    return answer
            time.sleep(_REST_SECONDS)
        return None

    def wait_for_api(self) -> None:
        """Wait until the API answers."""
        while True:
            try:
                requests.get(f"{self.address}/openapi.json", timeout=30)
            except requests.RequestException:
                time.sleep(0.1)
            else:
                return

    def read(self) -> None:
        """Read a job, as Postgres is said to be back."""
        with self._lock:
            job_id = next(reversed(self.acknowledged), None)
        if job_id:
            try:
                answer = requests.get(f"{self.address}/jobs/{job_id}", timeout=30)
            except requests.RequestException:
                return
            self.unhealed += answer.status_code == 503


def _key() -> UUID:
    """An `Idempotency-Key`: a UUID of version 7."""
    return UUID(int=int(time.time() * 1000) << 80 | 7 << 76 | 2 << 62 | random.getrandbits(62))
