"""What the operator says to a deploy, on the command line or in environment variables."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

EXAMPLE_PAGE = "https://example.com/"


@dataclass(frozen=True)
class Options:
    """What a deploy is told beyond its stage and steps."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    """The stack's parameters that were named; the others stay as they are."""
    allow_replacement: bool = False
    """Whether the stack's database, secret and queues may be replaced or removed."""
    page: str = EXAMPLE_PAGE
    """The page that the smoke test has counted."""
    api_url: str = ""
    """Where the API is, if not where API Gateway says."""
    new_key: str = ""
    """Whose API key is to be made."""
    rotate_key: str = ""
    """Whose API key gets a successor."""
    withdraw_key: str = ""
    """Which API key is to be withdrawn, by its id, or by whose it is."""
    time: str = ""
    """To which moment the database is to be restored, in ISO 8601 with its zone."""
    seconds: float = 120
    """How long the smoke test waits for the page to be counted."""


PARAMETERS = {
    "AlarmEmail": "who is woken by alarms, by e-mail; none: nobody any more",
    "TicketEmail": "who is told of what can wait, by e-mail; none: nobody any more",
    "MonthlyBudget": "US dollars a month before a warning is sent; 0: no budget",
    "Egress": "how functions reach sites: gateway, or instance for a fifth of that, which can fail",
    "RequestsPerAddress": "requests in five minutes after which AWS WAF refuses an address; 0: no WAF",
    "NetworkNumber": "N of the network's addresses 10.N.0.0/16, 0 to 255; not to be changed later",
    "RolesBoundary": "ARN of the permissions boundary of the functions' roles, for a narrow operator",
}
ADDRESSES, NOBODY = ("AlarmEmail", "TicketEmail"), "none"
"""What empties an address again, as an empty variable is one that was not named."""

KEYS = {
    "new": "for the step keys: whose API key is to be made",
    "rotate": "for the step keys: whose API key gets a successor",
    "withdraw": "for the step keys: which API key is to be withdrawn, by its id or by whose it is",
}


def variable(parameter: str) -> str:
    """The environment variable of a parameter of the stack: AlarmEmail is ALARM_EMAIL."""
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in parameter).strip("_").upper()


def parse(arguments: Sequence[str] | None, about: str) -> tuple[str, list[str], Options]:
    """The stage's name, the steps' names and the options."""
    given = _parser(about).parse_args(arguments)
    options = Options(
        parameters=_parameters(given),
        allow_replacement=given.allow_replacement,
        page=given.page,
        api_url=given.api_url,
        new_key=given.new,
        rotate_key=given.rotate,
        withdraw_key=given.withdraw,
        time=given.time,
    )
    return given.stage, given.steps, options


def _parser(about: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m deploy", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stage", metavar="STAGE", help="a stage of .chalice/config.json")
    parser.add_argument("steps", metavar="STEP", nargs="*", help="only these steps, in this order")
    for parameter, explanation in PARAMETERS.items():
        _add(parser, variable(parameter), explanation)
    parser.add_argument(
        "--allow-replacement",
        action="store_true",
        help="let the stack replace or remove the database, its secret or the queues",
    )
    _add(parser, "SMOKE_PAGE", "what the smoke test has counted", flag="--page", default=EXAMPLE_PAGE)
    _add(parser, "API_URL", "where the API is for the smoke test, if under a domain of your own")
    _add(parser, "TIME", "for the step restore: the moment, as 2026-11-25T03:00:00Z")
    for name, explanation in KEYS.items():
        _add(parser, name.upper(), explanation)
    return parser


def _add(
    parser: argparse.ArgumentParser, name: str, explanation: str, *, flag: str = "", default: str = ""
) -> None:
    """An option that an environment variable gives too."""
    parser.add_argument(
        flag or "--" + name.lower().replace("_", "-"),
        default=os.environ.get(name) or default,
        help=f"{explanation} (or {name}={'; %(default)s' if default else ''})",
    )


def _parameters(given: argparse.Namespace) -> dict[str, str]:
    named = {parameter: getattr(given, variable(parameter).lower()) for parameter in PARAMETERS}
    return {
        parameter: "" if parameter in ADDRESSES and value == NOBODY else value
        for parameter, value in named.items()
        if value
    }
