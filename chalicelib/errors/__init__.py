"""What can go wrong, in one tree.

    WordcountError
    ├── RequestError              request: the caller's request cannot be answered (an HTTP status of 4xx)
    ├── PageFailure               page: the page cannot be counted
    │   ├── PermanentFailure      … and never will be: the job ends as failed
    │   └── TransientFailure      … now: the site may answer later, the job is tried again
    └── ServiceFailure            service: our own part is away or set up wrongly: nothing is decided

The first line of a class's docstring is the title a caller sees, `slug` its stable name, and the
exception's text the detail of the one case.
"""

from chalicelib.errors.base import (
    WordcountError as WordcountError,
    type_of as type_of,
)
from chalicelib.errors.page import (
    AddressRefused as AddressRefused,
    BadRedirect as BadRedirect,
    BrokenAnswer as BrokenAnswer,
    ClientErrorStatus as ClientErrorStatus,
    ConnectionFailed as ConnectionFailed,
    ConnectionLost as ConnectionLost,
    HostNotFound as HostNotFound,
    InvalidURL as InvalidURL,
    NameServerUnavailable as NameServerUnavailable,
    NoPage as NoPage,
    NoRoom as NoRoom,
    NotText as NotText,
    PageFailure as PageFailure,
    PermanentFailure as PermanentFailure,
    RobotsForbidden as RobotsForbidden,
    ServerErrorStatus as ServerErrorStatus,
    SiteBusy as SiteBusy,
    TimedOut as TimedOut,
    TLSFailure as TLSFailure,
    TooLarge as TooLarge,
    TooManyRedirects as TooManyRedirects,
    TransientFailure as TransientFailure,
    TurnMissed as TurnMissed,
    Uncountable as Uncountable,
)
from chalicelib.errors.request import (
    BodyTooLarge as BodyTooLarge,
    Erased as Erased,
    Expired as Expired,
    Forbidden as Forbidden,
    IdempotencyKeyReused as IdempotencyKeyReused,
    InvalidInput as InvalidInput,
    ListingDisabled as ListingDisabled,
    MalformedBody as MalformedBody,
    MethodNotAllowed as MethodNotAllowed,
    NoMainText as NoMainText,
    NoResult as NoResult,
    NotFound as NotFound,
    PreconditionFailed as PreconditionFailed,
    RequestError as RequestError,
    TextNotKept as TextNotKept,
    TooManyRequests as TooManyRequests,
    UnsupportedMediaType as UnsupportedMediaType,
    WrongEraseKey as WrongEraseKey,
)
from chalicelib.errors.service import (
    CanaryFailed as CanaryFailed,
    ConfigurationError as ConfigurationError,
    DatabaseUnavailable as DatabaseUnavailable,
    MigrationFailed as MigrationFailed,
    MissingAsset as MissingAsset,
    QueueUnavailable as QueueUnavailable,
    ServiceFailure as ServiceFailure,
    StatementTooSlow as StatementTooSlow,
)
