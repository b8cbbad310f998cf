"""The stack's template, for those who look into it."""

from typing import Any

import pytest
from cfnlint import decode

from tests.unit.stack import TEMPLATE


@pytest.fixture(scope="session")
def template() -> dict[str, Any]:
    read, problems = decode.decode(str(TEMPLATE))
    assert not problems
    return read


@pytest.fixture(scope="session")
def resources(template: dict[str, Any]) -> dict[str, Any]:
    return template["Resources"]
