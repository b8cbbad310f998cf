"""The ids of jobs, which tell by themselves when they were issued and whether they were mistyped."""

import secrets
import time
from binascii import crc_hqx
from datetime import UTC, datetime, timedelta
from uuid import UUID

LIFETIME = timedelta(days=14, hours=13)
"""How long an accepted job can be under way: no attempt is put off to later than 12 hours after the job
was accepted (`worker.ATTEMPTS_WITHIN`), and SQS keeps a message for 14 days at most."""

_CLOCK_SKEW = timedelta(minutes=5)
_LAST_MILLISECOND = 253_402_300_799_999  # of the year 9999, the last that a datetime knows


def new_id() -> UUID:
    """A new job id, unique without a database, that tells when it was issued.

    It is a UUID of version 8 (RFC 9562, section 5.8), most significant bits first: 48 bits of Unix time in
    milliseconds (ids sort by time), the version, 12 random bits, the variant, 46 random bits, and 16
    check bits: the CRC-16/XMODEM of the 14 bytes before them. The check finds every single mistyped
    digit and every swap of two neighbours, like the check digit of a card number. It is no secret and no
    protection against forgers: a forged id only ever reads as pending.
    """
    milliseconds = time.time_ns() // 1_000_000
    high = (milliseconds << 16) | (0x8 << 12) | secrets.randbits(12)
    low = (0b10 << 46) | secrets.randbits(46)
    unchecked = (high << 48) | low
    return UUID(int=(unchecked << 16) | _check_bits(unchecked))


def read_id(text: str) -> UUID | None:
    """The job id that `text` writes as a UUID's 36 characters, or None if this service issues no such ids."""
    try:
        job_id = UUID(text)
    except ValueError:
        return None
    if str(job_id) != text.lower() or job_id.version != 8:
        return None
    if _check_bits(job_id.int >> 16) != job_id.int & 0xFFFF or job_id.int >> 80 > _LAST_MILLISECOND:
        return None
    return job_id


def issued_at(job_id: UUID) -> datetime:
    """When the id was issued, to the millisecond, in UTC."""
    return datetime.fromtimestamp((job_id.int >> 80) / 1000, UTC)


def may_be_pending(job_id: UUID, now: datetime | None = None) -> bool:
    """Whether a job with this id, which has no result, may still be in a queue."""
    age = (now or datetime.now(UTC)) - issued_at(job_id)
    return -_CLOCK_SKEW <= age <= LIFETIME


def _check_bits(unchecked: int) -> int:
    return crc_hqx(unchecked.to_bytes(14, "big"), 0)
