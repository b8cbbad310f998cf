"""The tutorial's job, as its RQ worker runs it: fetch, count, and write a row of JSON to Postgres."""

import os
from collections import Counter

import requests
from sqlalchemy import JSON, Column, Integer, MetaData, String, Table, create_engine

from benchmarks.tutorial import pipeline

_NAME, _count = pipeline()
RESULTS = Table(
    "tutorial_results",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("url", String),
    Column("result_all", JSON),
    Column("result_no_stop_words", JSON),
)
_engine = create_engine(os.environ["TUTORIAL_DATABASE_URL"])


def count_and_save_words(url: str) -> None:
    """Count the words of the page at a URL, and keep them."""
    words: Counter[str] = _count(requests.get(url, timeout=30).content)
    with _engine.begin() as connection:
        connection.execute(RESULTS.insert(), {"url": url, "result_all": words, "result_no_stop_words": words})
