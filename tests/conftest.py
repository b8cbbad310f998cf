"""What all tests share: no test reaches beyond this machine, and the longest files come first."""

import ipaddress
import sys

import pytest

pytest_plugins = ["tests.site", "tests.service", "tests.browser.visitor", "tests.browser.results"]

LONGEST = (
    "tests/reliability/test_chaos.py",
    "tests/deployment/test_rehearsal.py",
    "tests/unit/counting/test_bounds.py",
    "tests/reliability/test_make_run.py",
    "tests/deployment/test_package.py",
    "tests/browser/test_accessibility.py",
)
"""Files of a minute and more. A file has one process: begun late, it would be waited for at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; the others keep their order."""
    places = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.location[0], len(places)))


def _refuse_the_world(event: str, arguments: tuple) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
    else:
        return
    if host not in (None, "", "localhost") and not _is_loopback(host):
        raise AssertionError(f"a test tried to reach {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


sys.addaudithook(_refuse_the_world)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads this machine's own AWS account or proxies."""
    for name in ("AWS_PROFILE", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
