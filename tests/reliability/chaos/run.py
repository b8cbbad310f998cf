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

FEWEST_JOBS = 60
"""With fewer there is not enough under way for every fault to meet something."""
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
            callers = Callers(
                f"http://127.0.0.1:{service.port}", seed,
                keep_key=without != "idempotency-key", erase=not upgraded,
            )  # fmt: skip
            victims = {"API": service.api_pids, "worker": service.workers.pids,
                       "last resort": service.last_resort.pids}  # fmt: skip
            others = {} if upgraded else {"swept by two": service.sweep_twice}
            faults = Faults(seed, service.postgres, victims, callers.read, service.endpoint, **others)
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
            for part in (pages.urls[: jobs // 2], pages.urls[jobs // 2 :]):
                if calm:
                    callers.post_all(part)
                else:
                    callers.post_all(part, _ROUND_SECONDS / 2, _PAUSE_SECONDS)
                outcome.resources.append(described({name: pids() for name, pids in victims.items()}))
            if upgraded:
                upgrade.join()
            if not calm:
                _end(faults, service, outcome)
            left = _until_still(service)
            lines, growing = gauge.stop()
            if calm:
                outcome.resources += lines
                outcome.counters.growing = growing
            outcome.resources.append(described({name: pids() for name, pids in victims.items()}))
            outcome.counters.unswept = service.unswept()
            reader = Reader(callers, pages, search=not upgraded)
            counters.judge(outcome.counters, callers, reader, service.postgres, left)
            outcome.counters.changed = watcher.changed()
            outcome.faults += faults.made + service.endpoint.made
        finally:
            service.stop()
            pages.close()
        outcome.counters.ended_twice = counters.ended_twice(folder)
        outcome.faults["put off"] = counters.put_off(folder)
    return outcome


def _end(faults: Faults, service: ChaosService, outcome: Outcome) -> None:
    """End the faults, once each kind was made."""
    faults.wait_for_each(_EACH_SECONDS)
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
