"""AWS as this operator reaches it: the session, whose account it is, and its errors as sentences."""

from dataclasses import dataclass
from typing import Any

import boto3
from botocore import exceptions
from botocore.config import Config

from deploy.errors import DeployError

CREDENTIALS = (
    "Sign in with `aws sso login` or `aws configure`, or set AWS_PROFILE, and check with "
    "`aws sts get-caller-identity`."
)
_MISSING = (
    exceptions.NoCredentialsError,
    exceptions.PartialCredentialsError,
    exceptions.CredentialRetrievalError,
    exceptions.TokenRetrievalError,
    exceptions.SSOError,
)
_UNREACHABLE = (exceptions.ConnectionError, exceptions.HTTPClientError)
_SENTENCES: tuple[tuple[Any, str], ...] = (
    (_MISSING, f"There are no AWS credentials that can be used: {{}}. {CREDENTIALS}"),
    (exceptions.ProfileNotFound, "AWS_PROFILE names a profile that does not exist: {}."),
    (exceptions.InvalidRegionError, "AWS_DEFAULT_REGION, or your profile, names a region that is none: {}"),
    (exceptions.ConfigParseError, "The AWS settings of this machine cannot be read: {}."),
    (
        exceptions.NoRegionError,
        "There is no AWS region: set AWS_DEFAULT_REGION, such as eu-central-1, or one in your profile.",
    ),
    (
        _UNREACHABLE,
        "AWS does not answer: {}. Check the network and the region's name, and run this again.",
    ),
)
"""What errors of botocore's mean, the first kind that fits; {} is what botocore says."""
_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
_INVALID = {
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "InvalidSignatureException",
    "AuthFailure",
}
_DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}


@dataclass(frozen=True)
class Account:
    """An AWS account in one region."""

    session: Any
    number: str
    region: str

    def client(self, service: str, **config: Any) -> Any:
        """A boto3 client that is patient with AWS's limits on how often one may ask."""
        patient = Config(retries={"mode": "standard", "total_max_attempts": 10}).merge(Config(**config))
        return self.session.client(service, config=patient)


def connect(profile: str | None = None) -> Account:
    """The account that the environment's credentials belong to, or those of a profile.

    Raises:
        DeployError: there are no credentials or no region, or AWS does not take them.
    """
    try:
        session = boto3.Session(profile_name=profile)
        if session.region_name is None:
            raise exceptions.NoRegionError
        number = session.client("sts").get_caller_identity()["Account"]
    except (exceptions.BotoCoreError, exceptions.ClientError) as error:
        raise DeployError(explain(error)) from error
    except ValueError as error:  # of a URL that is none, in AWS_ENDPOINT_URL or in the profile
        raise DeployError(f"The AWS settings of this machine cannot be used: {error}.") from error
    return Account(session, number, session.region_name)


def explain(error: Exception) -> str:
    """What an error of botocore's means for the operator, in a sentence that says what to do."""
    if isinstance(error, exceptions.ClientError):
        return _explain_answer(error)
    for kinds, sentence in _SENTENCES:
        if isinstance(error, kinds):
            return sentence.format(error)
    return f"{type(error).__name__}: {error}"


def _explain_answer(error: exceptions.ClientError) -> str:
    code, message = error.response["Error"].get("Code", ""), error.response["Error"].get("Message", "")
    if code in _EXPIRED:
        return f"The AWS credentials have expired ({code}). {CREDENTIALS}"
    if code in _INVALID:
        return f"AWS does not take these credentials ({code}): {message} {CREDENTIALS}"
    if code in _DENIED:
        return (
            f"These credentials may not do {error.operation_name} ({code}): {message} "
            "Use an identity that may, or have the permission added."
        )
    return f"{error.operation_name} failed with {code}: {message}"


def code_of(error: exceptions.ClientError) -> str:
    """The code that AWS gave with an error."""
    return str(error.response["Error"].get("Code", ""))
