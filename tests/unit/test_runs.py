"""In which order the pages of a batch are counted."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from chalicelib.counting import Page
from chalicelib.deliveries import Delivery
from chalicelib.errors import HostNotFound
from chalicelib.jobs import Job
from chalicelib.runs import Run, arrivals

SIZES = {"https://large.example/": 3_000_000, "https://small.example/": 10, "https://middle.example/": 20_000}


class Room:
    def give_back(self, size):
        pass


class Fetcher:
    room = Room()

    def fetch(self, url):
        if url not in SIZES:
            raise HostNotFound("there is no such host")
        return Page(b"x" * SIZES[url], "text/html", url)


def order_of(urls, receive_count=1):
    """The pages, in the order in which they are counted when all of them are there."""
    return [url for url, _ in arrived([Job.new(url) for url in urls], receive_count)]


def arrived(jobs, receive_count=1, **options):
    """Each page, and whether it is given out to be counted, in their order."""
    runs = [Run(Delivery(job, receive_count)) for job in jobs]
    pool = ThreadPoolExecutor(4)
    arriving = arrivals(runs, pool, Fetcher(), **options)
    pool.shutdown()
    return [(run.job.url, fetched is not None) for run, fetched in arriving]


def test_of_the_pages_that_are_there_the_smallest_are_counted_first():
    """Forty pages of a stranger, each of which takes seconds, may be there before anybody else's."""
    assert order_of([*SIZES, "https://none.example/"]) == [
        "https://none.example/",
        "https://small.example/",
        "https://middle.example/",
        "https://large.example/",
    ]


def test_pages_that_were_delivered_before_keep_their_turns():
    assert order_of(SIZES, receive_count=2) == [*SIZES]


def test_a_large_page_does_not_wait_behind_smaller_ones_for_ever():
    large, *others = [Job.new(url) for url in SIZES]
    urls = [url for url, _ in arrived([replace(large, turns_missed=8), *others])]
    assert urls == ["https://small.example/", "https://large.example/", "https://middle.example/"]


def test_when_time_is_short_one_page_is_counted_and_what_failed_has_ended():
    jobs = [Job.new(url) for url in (*SIZES, "https://none.example/")]
    assert arrived(jobs, is_late=lambda _run: True) == [
        ("https://none.example/", True),
        ("https://small.example/", True),
        ("https://middle.example/", False),
        ("https://large.example/", False),
    ]
