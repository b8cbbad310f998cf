"""What the API tells of every job when all is quiet, held against what the sites served."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import requests

from tests.reliability.chaos.callers import Callers
from tests.reliability.chaos.pages import Pages, own_word

_READERS = 4
_AT_ONCE = 100
_SEARCHED = 60
"""So many jobs are looked for in their contexts and by their own word: each is a call."""


class Reader:
    """Reads the jobs that callers were acknowledged.

    Args:
        callers: who posted them.
        pages: what they were of.
        search: whether each was counted by this release, and its text and its words can be searched.
    """

    def __init__(self, callers: Callers, pages: Pages, *, search: bool = True) -> None:
        self._search = search
        self._callers = callers
        self.pages = pages
        self._session = requests.Session()
        self._session.trust_env = False
        self._kept = {
            job_id: each for job_id, each in callers.acknowledged.items() if job_id not in callers.erased
        }

    def untold(self) -> int:
        """How many jobs have an end that `GET /jobs/{id}` does not tell as it was."""
        with ThreadPoolExecutor(_READERS) as pool:
            return sum(not told for told in pool.map(self._is_told, self._kept))

    def unerased(self) -> int:
        """How many erased jobs answer otherwise than that they are gone, or are in a list."""
        with ThreadPoolExecutor(_READERS) as pool:
            gone = pool.map(lambda job_id: self._get(f"/jobs/{job_id}").status_code == 410, self._erased)
            unerased = sum(not each for each in gone)
        listed = {UUID(job["id"]) for job in [*self._listed(), *self._named(self._erased)]}
        return unerased + len(listed & self._callers.erased)

    def unfound(self) -> int:
        """How many jobs lists, collections, searches and contexts do not show as they are."""
        listed = [UUID(job["id"]) for job in self._listed() if self._is_rightly_told(job)]
        named = {UUID(job["id"]) for job in self._named(list(self._kept)) if self._is_rightly_told(job)}
        missing = sum(listed.count(job_id) != 1 or job_id not in named for job_id in self._kept)
        collections = sum(
            self._collected(collection) != job_ids
            for collection, job_ids in self._callers.collections.items()
        )
        counted = (each for each in self._kept.items() if self.pages.has_words(each[1].url))
        with ThreadPoolExecutor(_READERS) as pool:
            found = pool.map(
                lambda each: self._is_found(each[0], each[1].url), islice(counted, _SEARCHED * self._search)
            )
            return missing + collections + sum(not each for each in found)

    @property
    def _erased(self) -> list[UUID]:
        return list(self._callers.erased)

    def _get(self, path: str, **parameters: Any) -> requests.Response:
        return self._session.get(urljoin(self._callers.address, path), params=parameters, timeout=60)

    def _is_told(self, job_id: UUID) -> bool:
        answer = self._get(f"/jobs/{job_id}")
        return answer.status_code == 200 and self._is_rightly_told(answer.json(), with_words=True)

    def _is_rightly_told(self, job: dict[str, Any], *, with_words: bool = False) -> bool:
        """Whether a job of an answer has the URL and the end that its page gives it."""
        accepted = self._callers.acknowledged.get(UUID(job["id"]))
        if accepted is None or job["url"] != accepted.url or job["status"] == "pending":
            return False
        problem = job.get("problem")
        if (job["status"] == "failed") != bool(problem):
            return False
        counts = {each["word"]: each["count"] for each in job.get("words", [])}
        if not with_words:
            counts = {own_word(accepted.url): 1}
        return self.pages.fits(accepted.url, counts, problem)

    def _listed(self) -> Iterator[dict[str, Any]]:
        """All jobs of `GET /jobs`, page after page."""
        path = f"/jobs?limit={_AT_ONCE}"
        while path:
            answer = self._get(path)
            if answer.status_code != 200:
                return
            yield from answer.json()["jobs"]
            following = answer.links.get("next", {}).get("url")
            path = urljoin(answer.url, following) if following else ""

    def _named(self, job_ids: list[UUID]) -> Iterator[dict[str, Any]]:
        """The jobs of `GET /jobs?ids=`."""
        for start in range(0, len(job_ids), _AT_ONCE):
            answer = self._get("/jobs", ids=",".join(map(str, job_ids[start : start + _AT_ONCE])))
            if answer.status_code == 200:
                yield from answer.json()["jobs"]

    def _collected(self, collection: str) -> list[str] | None:
        """The ids of a collection's jobs, with those that are gone; None if it has not ended."""
        answer = self._get(f"/collections/{collection}")
        if answer.status_code != 200 or answer.json()["status"] != "ended":
            return None
        return [job["id"] for job in answer.json()["jobs"]]

    def _is_found(self, job_id: UUID, url: str) -> bool:
        """Whether a page's own word is found in it, and the page by the word."""
        word = own_word(url)
        contexts = self._get(f"/jobs/{job_id}/contexts", word=word)
        pages = self._get(f"/words/{word}")
        if not contexts.ok or not pages.ok:
            return False
        shown = [each["word"].casefold() for each in contexts.json()["contexts"]]
        return shown == [word] and str(job_id) in {page["id"] for page in pages.json()["pages"]}
