"""One run: callers post jobs while faults come, then it is quiet, and every job is looked for."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

import requests

from chalicelib.worker import BATCH_SIZE
from tests.reliability.chaos import counters
from tests.reliability.chaos.counters import Counters, Watcher
from tests.reliability.chaos.faults import Faults
from tests.reliability.chaos.resources import Gauge, told
from tests.reliability.chaos.service import INTRICATE, POISON, ChaosService
from tests.service import reachable_folder
from tests.site import Site

_CALLERS = 4
_LARGEST_POST = 12
_HOSTS = 120
_INTRICATE, _EVERY = 40, 400
"""So many pages in a row of every so many take long to count: more than a batch has the time for."""
_PAUSE_SECONDS = 1.5  # of each caller between two calls, so that there are faults enough
_PATIENCE_SECONDS = (0.4, 2.0, *[30.0] * 10)
"""How long a caller waits for the answer of a POST, and then repeats it with the same key."""
_REST_SECONDS = 0.5  # of a caller who was refused
_STILL_SECONDS = 60  # without a change, after which what is left is left for ever


@dataclass
class Outcome:
    """What a run shows."""

    counters: Counters = field(default_factory=Counters)
    faults: Counter[str] = field(default_factory=Counter)
    resources: list[str] = field(default_factory=list)


class Pages:
    """The pages of a run: most are there; some are missing, busy, slow to count, or kill who counts.

    They are on many hosts, as a host that is busy is left alone with all of its pages.
    """

    def __init__(self, seed: int, count: int, *, calm: bool = False) -> None:
        self._kinds: dict[str, str] = {}
        self._sites = [Site(f"127.0.2.{number}") for number in range(1, 1 + min(_HOSTS, count))]
        self._busy_sites = [Site(f"127.0.3.{number}") for number in range(1, 1 + min(64, 8 + count // 12))]
        chosen = random.Random(seed)
        weights = {"there": 82, "missing": 8, "busy": 9, "poison": 0 if calm else 1}
        self.urls = []
        for number in range(count):
            (kind,) = chosen.choices(list(weights), list(weights.values()))
            if number % _EVERY < _INTRICATE and not calm:
                kind = "intricate"
            self.urls.append(self._add(number, kind))

    def close(self) -> None:
        """Close the sites."""
        for site in self._sites + self._busy_sites:
            site.close()

    def _add(self, number: int, kind: str) -> str:
        sites = self._busy_sites if kind == "busy" else self._sites
        site = sites[number % len(sites)]
        path = f"/{number}"
        word = {"poison": POISON, "intricate": INTRICATE}.get(kind, b"tea").decode()
        text = f"<p>page{number} {word}"
        if kind == "missing":
            url = site.url(path)
        else:
            if kind == "busy":
                site.page(path, "busy", 503, Retry_After="1")
            url = site.page(path, text)
        self._kinds[url] = kind
        return url

    def fits(self, url: str, row: counters.Row) -> bool:
        """Whether a row is one that the page at a URL can have."""
        stored_url, words, problem = row
        if stored_url != url:
            return False
        kind = self._kinds[url]
        ends = {"missing": {"client-error-status"}, "busy": {"site-busy"}, "poison": {"uncountable"}}
        if problem:
            return problem["type"].rpartition("/")[2] in ends.get(kind, set())
        return kind != "missing" and f"page{url.rpartition('/')[2]}" in (words or {})


class Callers:
    """Post the pages, in calls of one or several, and remember what they were answered."""

    def __init__(self, port: int, seed: int, *, keep_key: bool = True) -> None:
        self._keep_key = keep_key
        self._address = f"http://127.0.0.1:{port}"
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self.attempted = 0
        self.acknowledged: dict[UUID, str] = {}
        self.unhealed = 0

    def post_all(self, urls: list[str], pause_seconds: float) -> None:
        """Post each once."""
        calls = []
        while urls:
            size = self._random.randint(1, _LARGEST_POST)
            calls.append(urls[:size])
            urls = urls[size:]
        with ThreadPoolExecutor(_CALLERS) as pool:
            for _ in pool.map(lambda call: self._post(call, pause_seconds), calls):
                pass

    def _post(self, urls: list[str], pause_seconds: float) -> None:
        time.sleep(pause_seconds)
        with self._lock:
            self.attempted += len(urls)
        key = _key()
        for patience in _PATIENCE_SECONDS:
            headers = {"Idempotency-Key": str(key if self._keep_key else _key())}
            try:
                answer = requests.post(
                    f"{self._address}/jobs", json={"urls": urls}, headers=headers, timeout=patience
                )
            except requests.RequestException:
                self.wait_for_api()  # it was killed and is back soon, or it was slow
                continue
            if answer.status_code == 202:
                with self._lock:
                    for job in answer.json()["jobs"]:
                        self.acknowledged[UUID(job["id"])] = job["url"]
                return
            time.sleep(_REST_SECONDS)

    def wait_for_api(self) -> None:
        """Wait until the API answers."""
        while True:
            try:
                requests.get(f"{self._address}/openapi.json", timeout=30)
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
                answer = requests.get(f"{self._address}/jobs/{job_id}", timeout=30)
            except requests.RequestException:
                return
            self.unhealed += answer.status_code == 503


def _key() -> UUID:
    """An `Idempotency-Key`: a UUID of version 7."""
    return UUID(int=int(time.time() * 1000) << 80 | 7 << 76 | 2 << 62 | random.getrandbits(62))


def run(
    seed: int, jobs: int, *, without: str | None = None, calm: bool = False, upgraded: bool = False
) -> Outcome:
    """Post so many jobs under faults.

    Args:
        seed: decides the pages, the calls, and the order of the faults.
        jobs: how many.
        without: a safeguard that is taken away.
        calm: without any fault.
        upgraded: begin as the release before; deploy this one, migrate, roll back and deploy again.
    """
    outcome = Outcome()
    with reachable_folder() as folder:
        pages = Pages(seed, jobs, calm=calm)
        service = ChaosService(folder, seed, without, upgraded=upgraded)
        try:
            callers = Callers(service.port, seed, keep_key=without != "idempotency-key")
            victims = {"API": service.api_pids, "worker": service.workers.pids,
                       "last resort": service.last_resort.pids}  # fmt: skip
            faults = Faults(seed, service.postgres, victims, callers.read, service.endpoint)
            watcher = Watcher(service.postgres)
            service.endpoint.is_faulty = not calm
            service.start()
            callers.wait_for_api()
            watcher.start()
            gauge = Gauge(victims, lambda: len(service.waiting()) > BATCH_SIZE)
            gauge.start()
            if not calm:
                faults.start()
            upgrade = threading.Thread(target=_upgrade, args=(service, callers, jobs, outcome.faults))
            if upgraded:
                upgrade.start()
            middle = jobs // 2
            for part in (pages.urls[:middle], pages.urls[middle:]):
                callers.post_all(part, 0.0 if calm else _PAUSE_SECONDS)
                outcome.resources.append(told({name: pids() for name, pids in victims.items()}))
            if upgraded:
                upgrade.join()
            if not calm:
                faults.stop()
            service.endpoint.is_faulty = False
            left = _until_still(service)
            lines, growing = gauge.stop()
            if calm:
                outcome.resources += lines
                outcome.counters.growing = growing
            outcome.resources.append(told({name: pids() for name, pids in victims.items()}))
            _count(outcome.counters, callers, pages, service, left)
            outcome.counters.changed = watcher.changed()
            outcome.faults += faults.made + service.endpoint.made
        finally:
            service.stop()
            pages.close()
        outcome.counters.ended_twice = counters.ended_twice(folder)
        outcome.faults["put off"] = counters.put_off(folder)
    return outcome


def _upgrade(service: ChaosService, callers: Callers, jobs: int, made: Counter[str]) -> None:
    """Deploy, migrate, roll back and deploy again, while jobs flow: each when so many more are posted."""
    steps = {"deployed": service.switch, "migrated": service.migrate, "rolled back": service.switch}
    for number, (name, step) in enumerate([*steps.items(), ("deployed", service.switch)], start=1):
        while callers.attempted < jobs * number // 6:
            time.sleep(0.1)
        step()
        made[name] += 1


def _until_still(service: ChaosService) -> set[UUID]:
    """Wait until the queues are empty, or nothing happens any more; the ids that are in them still."""
    seen, since = -1, time.monotonic()
    while True:
        waiting = service.waiting()
        if len(waiting) != seen:
            seen, since = len(waiting), time.monotonic()
        if not waiting or time.monotonic() - since > _STILL_SECONDS:
            return {UUID(body.partition('"id": "')[2][:36]) for body in waiting}
        time.sleep(0.2)


def _count(told: Counters, callers: Callers, pages: Pages, service: ChaosService, left: set[UUID]) -> None:
    rows = counters.rows(service.postgres)
    told.attempted, told.acknowledged = callers.attempted, len(callers.acknowledged)
    told.ended = len(callers.acknowledged.keys() & rows)
    told.lost = len(callers.acknowledged.keys() - rows - left)
    told.left = len(left)
    told.unhealed = callers.unhealed
    told.doubled = sum(count > 1 for count in Counter(url for url, _, _ in rows.values()).values())
    told.mismatched = sum(
        not pages.fits(url, rows[job_id]) for job_id, url in callers.acknowledged.items() if job_id in rows
    )
