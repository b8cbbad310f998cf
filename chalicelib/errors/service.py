"""Our own part is away or set up wrongly."""

from chalicelib.errors.base import WordcountError


class ServiceFailure(WordcountError):
    """The service cannot do this at the moment."""

    slug = "service-unavailable"
    status = 503


class DatabaseUnavailable(ServiceFailure):
    """The results cannot be read at the moment."""

    slug = "database-unavailable"


class StatementTooSlow(DatabaseUnavailable):
    """The database takes too long at the moment."""

    slug = "database-too-slow"


class QueueUnavailable(ServiceFailure):
    """No jobs can be accepted at the moment."""

    slug = "queue-unavailable"


class CanaryFailed(ServiceFailure):
    """The service did not count a page of its own."""

    slug = "canary-failed"


class MigrationFailed(ServiceFailure):
    """The database's schema was not migrated."""

    slug = "migration-failed"


class ConfigurationError(ServiceFailure):
    """A setting is missing or wrong."""

    slug = "configuration-error"


class MissingAsset(ConfigurationError):
    """A file taken at set-up is missing."""

    slug = "missing-asset"
