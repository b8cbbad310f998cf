"""One run: callers post jobs while faults come, then it is quiet, and every job is looked for."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from chalicelib.worker import BATCH_SIZE
from tests.reliability.chaos import counters
from tests.reliability.chaos.callers import Callers
from tests.reliability.chaos.counters import Counters, Watcher
from tests.reliability.chaos.faults import Faults
from tests.reliability.chaos.pages import Pages
from tests.reliability.chaos.reading import Reader
from tests.reliability.chaos.resources import Gauge, described
from tests.reliability.chaos.service import ChaosService
from tests.service import reachable_folder

FEWEST_JOBS, FEWEST_TO_CATCH = 200, 60
"""With fewer there is not enough under way for every fault to meet something, or to see that a safeguard is
missing."""
_ROUND_SECONDS = 60.0  # of posting at least, in which each kind of fault is made once
_PAUSE_SECONDS = 1.5  # of each caller between two calls, so that there are faults enough
_EACH_SECONDS = 600.0  # more, at most, until each was: on a slow machine it takes as long as it takes
_STILL_SECONDS = 120  # without a change, after which what is left is left for ever


@dataclass
class Outcome:
    """What a run shows."""

    counters: Counters = field(default_factory=Counters)
    faults: Counter[str] = field(default_factory=Counter)
    unmade: list[str] = field(default_factory=list)
    """Kinds of fault that were not made once."""
    resources: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What a run is to do."""

    seed: int
    """Decides the pages, the calls, and the order of the faults."""
    jobs: int
    without: str | None = None
    """A safeguard that is taken away."""
    calm: bool = False
    """Without any fault."""
    upgraded: bool = False
    """Begin as the release before; deploy this one, migrate, roll back and deploy again."""


def run(plan: Plan) -> Outcome:
    """Post so many jobs under faults."""
    outcome = Outcome()
    with reachable_folder() as folder:
        pages = Pages(plan.seed, plan.jobs, calm=plan.calm)
        service = ChaosService(folder, plan.seed, plan.without, upgraded=plan.upgraded)
        try:
            _Run(plan, pages, service, outcome).go()
        finally:
            service.stop()
            pages.close()
        outcome.counters.ended_twice = counters.ended_twice(folder)
        outcome.faults["put off"] = counters.put_off(folder)
    return outcome


class _Run:
    """Those who take part in a run."""

    def __init__(self, plan: Plan, pages: Pages, service: ChaosService, outcome: Outcome) -> None:
        self._plan, self._pages, self._service, self._outcome = plan, pages, service, outcome
        self._callers = Callers(
            f"http://127.0.0.1:{service.port}", plan.seed,
            keep_key=plan.without != "idempotency-key", erase=not plan.upgraded,
        )  # fmt: skip
        self._victims = {
            "API": service.api_pids,
            "worker": service.workers.pids,
            "last resort": service.last_resort.pids,
        }
        others = {} if plan.upgraded else {"swept by two": service.sweep_twice}
        self._faults = Faults(
            plan.seed, service.postgres, self._victims, self._callers.read, service.endpoint, **others
        )
        self._watcher = Watcher(service.postgres)
        self._gauge = Gauge(self._victims, lambda: len(service.waiting()) > BATCH_SIZE)

    def go(self) -> None:
        """Do all of it, and write down what it shows."""
        self._start()
        self._post()
        if not self._plan.calm:
            _end(self._faults, self._service, self._outcome)
        left = _until_still(self._service)
        lines, growing = self._gauge.stop()
        if self._plan.calm:
            self._outcome.resources += lines
            self._outcome.counters.growing = growing
        self._describe()
        self._judge(left)

    def _start(self) -> None:
        self._service.endpoint.is_faulty = not self._plan.calm
        self._service.start()
        self._callers.wait_for_api()
        self._watcher.start()
        self._gauge.start()
        if not self._plan.calm:
            self._faults.start()

    def _post(self) -> None:
        jobs, urls = self._plan.jobs, self._pages.urls
        upgrade = threading.Thread(
            target=_upgrade, args=(self._service, self._callers, jobs, self._outcome.faults)
        )
        if self._plan.upgraded:
            upgrade.start()
        pace = () if self._plan.calm else (_ROUND_SECONDS / 2, _PAUSE_SECONDS)
        for part in (urls[: jobs // 2], urls[jobs // 2 :]):
            self._callers.post_all(part, *pace)
            self._describe()
        if self._plan.upgraded:
            upgrade.join()

    def _describe(self) -> None:
        self._outcome.resources.append(described({name: pids() for name, pids in self._victims.items()}))

    def _judge(self, left: set[UUID]) -> None:
        found = self._outcome.counters
        found.unswept = self._service.unswept()
        reader = Reader(self._callers, self._pages, search=not self._plan.upgraded)
        counters.judge(found, self._callers, reader, self._service.postgres, left)
        found.changed = self._watcher.changed()
        self._outcome.faults += self._faults.made + self._service.endpoint.made


def _end(faults: Faults, service: ChaosService, outcome: Outcome) -> None:
    """End the faults, once each kind was made."""
    faults.wait_for_each(_EACH_SECONDS, lambda: not service.waiting())
    faults.stop()
    outcome.unmade = faults.unmade() + service.endpoint.unmade()
    outcome.counters.unmade = len(outcome.unmade)
    service.endpoint.is_faulty = False


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
    seen, since = (-1, -1), time.monotonic()
    while True:
        waiting = service.waiting()
        now = len(waiting), service.endpoint.handed_out
        if now != seen:
            seen, since = now, time.monotonic()
        if not waiting or time.monotonic() - since > _STILL_SECONDS:
            return {UUID(body.partition('"id": "')[2][:36]) for body in waiting}
        time.sleep(0.2)
