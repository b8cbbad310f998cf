"""The pages of a run, and what can become of each."""

import random
from collections.abc import Mapping
from typing import Any

from tests.site import Site

POISON, INTRICATE = b"poison", b"intricate"
_HOSTS = 120
_INTRICATE, _EVERY, _FEWEST = 40, 400, 200
"""So many pages in a row of every so many take long to count, more than a batch has the time for; not in a
run of fewer, whose faults would meet nothing else."""
_WEIGHTS = {"there": 82, "missing": 8, "busy": 9, "poison": 1}
_FIRST = {10: "missing", 20: "poison", **dict.fromkeys(range(1, 40, 5), "busy")}
"""The kinds of some pages, so that a small run has all of them, and enough that come again and again."""
_ENDS = {"missing": "client-error-status", "busy": "site-busy", "poison": "uncountable"}


class Pages:
    """Pages of which most are there; some are missing, busy, slow to count, or kill who counts.

    They are on many hosts, as a host that is busy is left alone with all of its pages.

    Args:
        seed: decides which are which.
        count: how many.
        calm: whether none kills who counts, and none is slow.
        quick: whether none is busy either.
    """

    def __init__(self, seed: int, count: int, *, calm: bool = False, quick: bool = False) -> None:
        self._kinds: dict[str, str] = {}
        self._sites = [Site(f"127.0.2.{number}") for number in range(1, 1 + min(_HOSTS, count))]
        self._busy_sites = [Site(f"127.0.3.{number}") for number in range(1, 1 + min(64, 8 + count // 12))]
        left_out = {"poison"} if calm else set()
        left_out |= {"busy"} if quick else set()
        weights = {kind: weight for kind, weight in _WEIGHTS.items() if kind not in left_out}
        chosen = random.Random(seed)
        self.urls = []
        for number in range(count):
            (kind,) = chosen.choices(list(weights), list(weights.values()))
            if number % _EVERY < _INTRICATE and count >= _FEWEST and not calm:
                kind = "intricate"
            if _FIRST.get(number) in weights:
                kind = _FIRST[number]
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

    def has_words(self, url: str) -> bool:
        """Whether its words are sure to be counted."""
        return self._kinds[url] in ("there", "intricate")

    def fits(self, url: str, counts: Mapping[str, int] | None, problem: Mapping[str, Any] | None) -> bool:
        """Whether the page at a URL can have ended so: with these words, or with this problem."""
        kind = self._kinds[url]
        if problem:
            return str(problem["type"]).rpartition("/")[2] == _ENDS.get(kind)
        return kind != "missing" and (counts or {}).get(own_word(url)) == 1


def own_word(url: str) -> str:
    """The word that no other page has."""
    return f"page{url.rpartition('/')[2]}"
