"""In which order the pages of a batch are counted."""

from concurrent.futures import ThreadPoolExecutor

from chalicelib.counting import Page
from chalicelib.errors import HostNotFound
from chalicelib.jobs import Delivery, Job
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
    runs = [Run(Delivery(Job.new(url), receive_count)) for url in urls]
    pool = ThreadPoolExecutor(4)
    arriving = arrivals(runs, pool, Fetcher())
    pool.shutdown()
    return [run.job.url for run, _ in arriving]


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
