"""What all tests share: no test reaches beyond this machine."""

import ipaddress
import sys

import pytest

pytest_plugins = ["tests.site", "tests.service"]


def _refuse_the_world(event: str, arguments: tuple) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not ipaddress.ip_address(address[0].partition("%")[0]).is_loopback:
        raise AssertionError(f"a test tried to reach {address}")


sys.addaudithook(_refuse_the_world)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads this machine's own AWS account or proxies."""
    for name in ("AWS_PROFILE", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
