"""Bombs do not explode: memory stays flat while they are refused."""

import sys
from collections.abc import Iterator

import pytest

from benchmarks.fetching import memory_of, server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads a process's peak from /proc")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with server() as base:
        yield base


@pytest.mark.parametrize(
    ("name", "expected"),
    [("1-GiB-gzip-body", "TooLarge"), ("1-GiB-gzip-redirect", "page of 970 bytes")],
)
def test_a_gibibyte_of_zeros_takes_less_than_60_mb(name: str, expected: str, base: str) -> None:
    idle, most, outcome = memory_of(base, name)

    print(f"{name}: peak {(most - idle) / 1e6:.1f} MB above {idle / 1e6:.1f} MB")
    assert outcome == expected
    assert most - idle < 60_000_000
