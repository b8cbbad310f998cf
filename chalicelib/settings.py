"""The stage's environment variables, read once into one frozen object.

Every setting is a field of `Settings`: its environment variable is the field's name in capitals, its
default and its explanation stand beside it, and docs/operations.md lists them all.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Literal

from chalicelib.errors import ConfigurationError

Networks = tuple[IPv4Network | IPv6Network, ...]


def _text(value: str) -> str:
    return value.strip()


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError("it has to be 1 or more")
    return number


def _seconds(value: str) -> float:
    number = float(value)
    if not 0 < number < 900:
        raise ValueError("it has to be between 0 and 900")
    return number


def _retention(value: str) -> int:
    number = int(value)
    if not 15 <= number <= 36_500:
        raise ValueError("it has to be 15 or more: a job can be under way for so long")
    return number


def _switch(value: str) -> bool:
    try:
        return {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False}[value.lower()]
    except KeyError:
        raise ValueError("it has to be on or off") from None


def _networks(value: str) -> Networks:
    return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())


def _one_of(*names: str) -> Callable[[str], str]:
    """What reads one of these names, in upper or lower case."""
    spelled = {name.casefold(): name for name in names}

    def read(value: str) -> str:
        if value.casefold() not in spelled:
            raise ValueError(f"it has to be {', '.join(names[:-1])} or {names[-1]}")
        return spelled[value.casefold()]

    return read


def _contact(value: str) -> str:
    # It becomes part of a header, inside parentheses (RFC 9110, section 5.6.5).
    if not value.isascii() or not value.isprintable() or set(value) & set("()\\"):
        raise ValueError("it has to be a URL or an e-mail address in ASCII, without parentheses")
    return value.strip()


def _origin(value: str) -> str:
    if value != "*" and not re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", value):
        raise ValueError("it has to be an origin like https://www.example.com in lower case, or *")
    return value


def _setting(default: Any, parse: Callable[[str], Any], explanation: str) -> Any:
    return field(default=default, metadata={"parse": parse, "explanation": explanation})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One stage's settings."""

    jobs_queue: str = _setting("wordcount-jobs", _text, "Name of the SQS queue of jobs.")
    dead_letter_queue: str = _setting(
        "wordcount-jobs-dead", _text, "Name of the SQS queue of jobs that were delivered too often."
    )
    database_url: str = _setting(
        "", _text, "Where Postgres is, as `postgresql://user:password@host:port/name`. Or else:"
    )
    database_secret: str = _setting(
        "", _text, "Name or ARN of the Secrets Manager secret with RDS's own JSON."
    )
    database_ca_file: str = _setting(
        "",
        _text,
        "File of the certificates that Postgres's own is verified against; empty: a plain connection, "
        "for Postgres on loopback only.",
    )
    fetch_allowed_networks: Networks = _setting(
        (),
        _networks,
        "Networks outside the public Internet that may be fetched, on any port, as CIDRs with commas "
        "between them. Refused inside Lambda.",
    )
    fetch_denied_networks: Networks = _setting(
        (), _networks, "Networks that may not be fetched although they are public, as CIDRs."
    )
    fetch_max_bytes: int = _setting(
        10_000_000, _positive, "How large a page may be, on the wire and after inflating, in bytes."
    )
    fetch_deadline_seconds: float = _setting(
        20.0, _seconds, "How long a page may take to arrive, redirects and DNS included."
    )
    fetch_robots: Literal["ignore", "respect"] = _setting(
        "ignore",
        _one_of("ignore", "respect"),
        "Whether a site's robots.txt is respected: `ignore` or `respect`.",
    )
    fetch_contact: str = _setting(
        "", _contact, "URL or e-mail address that the User-Agent names for the sites' operators."
    )
    main_text: bool = _setting(
        True, _switch, "Whether a page's main text is looked for and counted too: `on` or `off`."
    )
    keep_text: bool = _setting(
        True, _switch, "Whether a page's text is kept, for its words in context: `on` or `off`."
    )
    retention_days: int | None = _setting(
        None,
        _retention,
        "After how many days results are gone: 15 or more, as long as a job can be under way; empty: never.",
    )
    public_listing: bool = _setting(
        False, _switch, "Whether anyone may list everyone's jobs, and so read every result: `on` or `off`."
    )
    api_access: Literal["open", "key", "iam"] = _setting(
        "open",
        _one_of("open", "key", "iam"),
        "Who may use the API: `open` to anyone, with a `key` of API Gateway's, or signed with an AWS "
        "identity (`iam`).",
    )
    cors_origin: str = _setting(
        "",
        _origin,
        "Which web pages of another origin may use the API: that origin, or `*` for all; empty: none.",
    )
    worker_maximum_concurrency: int = _setting(
        5, _positive, "How many batches may be worked on at the same time (2 to 1,000)."
    )
    canary: bool = _setting(
        False,
        _switch,
        "Whether the stage counts a page of its own every five minutes, and its alarm tells where it cannot: "
        "`on` or `off`.",
    )
    log_level: str = _setting(
        "INFO", _one_of("DEBUG", "INFO", "WARNING", "ERROR"), "`DEBUG`, `INFO`, `WARNING` or `ERROR`."
    )

    @property
    def retention(self) -> timedelta | None:
        """How long results are kept; None: for ever."""
        return None if self.retention_days is None else timedelta(days=self.retention_days)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings that `environ` holds; what it does not name or leaves empty keeps its default.

        Raises:
            ConfigurationError: a value cannot be read, or must not be set inside Lambda.
        """
        values: dict[str, Any] = {}
        for setting in fields(cls):
            variable = setting.name.upper()
            raw = environ.get(variable, "")
            if not raw.strip():
                continue
            try:
                values[setting.name] = setting.metadata["parse"](raw)
            except ValueError as error:
                raise ConfigurationError(f"{variable} is {raw!r}: {error}") from None
        settings = cls(**values)
        if settings.fetch_allowed_networks and inside_lambda(environ):
            raise ConfigurationError(
                "FETCH_ALLOWED_NETWORKS is set inside Lambda, where it would open the network of the "
                "database to anyone's URLs: remove it from the stage's environment variables"
            )
        return settings


@cache
def current() -> Settings:
    """The settings of this process, read from its environment at the first call."""
    return Settings.from_environment(os.environ)


def inside_lambda(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether this process is a Lambda function's, or acts for one."""
    return "AWS_LAMBDA_FUNCTION_NAME" in environ


def read_secret(name: str) -> str:
    """The text of a Secrets Manager secret.

    Args:
        name: the secret's name or ARN.

    Raises:
        ConfigurationError: it cannot be read.
    """
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    patience = Config(
        connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 2}
    )
    try:
        client = boto3.client("secretsmanager", config=patience)
        text: str = client.get_secret_value(SecretId=name)["SecretString"]
    except ClientError as error:  # its text would show callers the account and the role
        reason = error.response["Error"]["Code"]
        raise ConfigurationError(f"the secret {name} cannot be read: {reason}") from error
    except (BotoCoreError, KeyError) as error:
        raise ConfigurationError(f"the secret {name} cannot be read: {type(error).__name__}") from error
    return text
