"""SQS as the harness serves it: it refuses, answers late, loses answers, and delivers messages twice."""

import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from local.sqs_server import Endpoint, Refused

_REFUSALS = 3  # after which one of two workers has tried twice, and has no patience left
_FIRST_CALLS = 20
"""So many calls after one another the queue misbehaves in each of its ways for the first time."""


class FaultyEndpoint(Endpoint):
    """SQS on a bad day: it refuses, answers late, loses answers, and delivers messages twice."""

    KINDS = ("queue refused", "queue was late", "answer lost", "delivered twice")

    def __init__(self, *arguments: Any, seed: int) -> None:
        super().__init__(*arguments)
        self._random = random.Random(seed)
        self._first = self._random.sample(self.KINDS[:3], 3)
        self._call_number = 0
        self.made: Counter[str] = Counter()
        self.handed_out = 0
        """Messages, again and again too."""
        self.is_faulty = True
        self.is_away = False
        self._refusals_left = 0
        self._refused_enough = threading.Event()

    def unmade(self) -> list[str]:
        """The kinds of fault that were not made once."""
        return [name for name in self.KINDS if not self.made[name]]

    def refuse_postponed(self, seconds: float) -> bool:
        """Take no job that is put off until a worker gives up sending one; whether that was in this time."""
        self._refusals_left = _REFUSALS
        self._refused_enough.clear()
        self._refused_enough.wait(seconds)
        done = not self._refusals_left
        self._refusals_left = 0
        return done

    def take_postponed(self) -> None:
        """Refuse none any more, as there are none to come."""
        self._refused_enough.set()

    def answer(self, action: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if self.is_away:
            raise Refused("ServiceUnavailable", "not now", 503)
        if self._refusals_left and _is_postponed(request):
            self._refusals_left -= 1
            if not self._refusals_left:
                self._refused_enough.set()
            raise Refused("ServiceUnavailable", "not now", 503)
        kind = self._kind()
        if kind == "queue refused":
            self.made[kind] += 1
            raise Refused("InternalError", "a bad day", 500)
        if kind == "queue was late":
            self.made[kind] += 1
            time.sleep(self._random.uniform(0.1, 1.0))
        answer = super().answer(action, request)
        if kind == "answer lost":
            self.made[kind] += 1
            raise Refused("InternalError", "the answer is lost", 500)
        taken = answer.get("Messages", [])
        self.handed_out += len(taken)
        if taken and self.is_faulty and (not self.made["delivered twice"] or self._random.random() < 0.1):
            self.made["delivered twice"] += len(taken)
            self._messages.hide({message["ReceiptHandle"]: 0 for message in taken})
        return answer

    def _kind(self) -> str | None:
        """What goes wrong with a call, if anything."""
        if not self.is_faulty:
            return None
        self._call_number += 1
        if self._first and self._call_number % _FIRST_CALLS == 0:
            return self._first.pop()
        return self._random.choices((*self.KINDS[:3], None), (2, 3, 2, 93))[0]


def _is_postponed(request: Mapping[str, Any]) -> bool:
    """Whether a call sends jobs that were put off: those have a delay."""
    return any(entry.get("DelaySeconds") for entry in request.get("Entries", []))
