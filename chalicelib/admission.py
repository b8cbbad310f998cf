"""Which jobs of a batch are run now, for the sake of the sites and of everyone who waits.

Not those whose page was counted for somebody a moment ago: they get a row like that one. Of one page not
two, but for the first; the others get a row like its own. And no page of a site that wants to be left alone,
or that another batch is reading several pages of: these come again later, and have lost no attempt.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from uuid import uuid4

from chalicelib import urls
from chalicelib.errors import DatabaseUnavailable, TurnMissed
from chalicelib.results import hosts
from chalicelib.results.copies import copy_recent
from chalicelib.runs import Run
from chalicelib.telemetry import Event

_HELD_SECONDS: Final = 60.0
"""After how long a batch that holds a site is taken for dead: no function runs for longer."""

log = logging.getLogger(__name__)

Missed = tuple[Run, TurnMissed]


class Admission:
    """The jobs of one batch that are run `now`, and those that have `missed` their turn.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        self._batch = uuid4()
        self._same: list[Run] = []
        first: dict[str, Run] = {}
        runs = list(runs)
        aside = [run for run in runs if run.job.listed_url is None]  # texts, and the canary's own page
        for run in _not_copied([run for run in runs if run.job.listed_url is not None]):
            if first.setdefault(run.job.url, run) is not run:
                self._same.append(run)
        sites = Counter(urls.site(url) for url in first)
        self._asked_about = sites.keys()
        away = hosts.enter(self._batch, sites, seconds=_HELD_SECONDS)
        self._holds_some = any(pages > 1 for pages in sites.values())
        self.now = aside + [run for url, run in first.items() if urls.site(url) not in away]
        self.missed: list[Missed] = [
            (run, away[urls.site(url)]) for url, run in first.items() if urls.site(url) in away
        ]

    def pause_of(self, site: str) -> float:
        """For how many seconds more a site, to which a page of another one leads, wants to be left alone.

        Where that cannot be told it is asked: a page is not lost by it, nor a batch.
        """
        if site in self._asked_about:
            return 0.0
        try:
            return hosts.pause_of(site)
        except DatabaseUnavailable:
            return 0.0

    def leave(self, refused: Mapping[str, float]) -> Iterator[Missed]:
        """End the batch, once its rows are written; returns who has got none, as their page has got none.

        Args:
            refused: the sites that asked to be left alone, and for how many seconds.

        Raises:
            DatabaseUnavailable: nothing was written.
        """
        if refused or self._holds_some:
            hosts.leave(self._batch, refused)
        for run in _not_copied(self._same):
            yield run, TurnMissed("the same page was being read for another job")


def _not_copied(runs: list[Run]) -> list[Run]:
    """The jobs whose page nobody has read in the last minute; the others have ended."""
    copied = copy_recent([run.job for run in runs])
    for run in runs:
        if run.job.id in copied:
            outcome = "failed" if copied[run.job.id] else "succeeded"
            log.info(Event("job ended", **run.measures, outcome=outcome, copied=True))
    return [run for run in runs if run.job.id not in copied]
