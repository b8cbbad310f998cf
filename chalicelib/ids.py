"""The ids of jobs: when one was issued, whether it was mistyped, and which key may erase its job."""

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from binascii import crc_hqx
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

REPEATABLE = timedelta(hours=24)
"""How old an `Idempotency-Key` may be, and with it the time in the ids that are derived from it."""

LIFETIME = REPEATABLE + timedelta(days=14, hours=1)
"""How long after the time in its id a job can be under way. SQS keeps a message for 14 days at most, and the
last is sent within 24 hours, by a repeated request, or 12, for a later attempt (`worker.ATTEMPTS_WITHIN`)."""

CLOCK_SKEW = timedelta(minutes=5)
"""How far ahead of this clock another may be."""

_AHEAD = timedelta(days=1)  # … and this one may have been set back since
_LAST_MILLISECOND = 253_402_300_799_999  # of the year 9999, the last that a datetime knows
_RANDOM_BITS = 58
_KEY_BYTES = 16
_HASH_ROUNDS = 256  # of 0.25 µs: who tries keys needs 2⁶⁶ of them for one id, who sends 100 pages waits 6 ms


@dataclass(frozen=True, slots=True)
class Issued:
    """An id that is given out, and the key that erases what it stands for."""

    id: UUID
    erase_key: str
    """22 characters of base64url. The id is made of its hash; nobody but the caller keeps the key."""


def issue() -> Issued:
    """A new id, unique without a database."""
    return _issued(secrets.token_bytes(_KEY_BYTES), time.time_ns() // 1_000_000)


def issue_again(key: UUID, request: bytes, item: str) -> Issued:
    """The id of one item of a request, the same each time that it comes under the same key.

    Args:
        key: a UUID of version 7, whose time becomes the id's.
        request: what was asked for; another request gets other ids.
        item: which part of the request the id is for.
    """
    message = hashlib.sha256(request).digest() + item.encode()
    return _issued(hmac.digest(key.bytes, message, "sha256")[:_KEY_BYTES], key.int >> 80)


def new_id() -> UUID:
    """A new id that nobody can erase."""
    return issue().id


def may_erase(erase_key: str, job_id: UUID) -> bool:
    """Whether this is the key that was given out with the id, told from the two alone."""
    made = _made_of(erase_key, job_id.int >> 80)
    return hmac.compare_digest(made.bytes, job_id.bytes)


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
    """Whether a job with this id, which has no result, may still be in a queue.

    One that is ahead of the clock may: the clock can have been set back since.
    """
    age = (now or datetime.now(UTC)) - issued_at(job_id)
    return -_AHEAD <= age <= LIFETIME


def _issued(key: bytes, milliseconds: int) -> Issued:
    erase_key = urlsafe_b64encode(key).rstrip(b"=").decode()
    return Issued(_made_of(erase_key, milliseconds), erase_key)


def _made_of(erase_key: str, milliseconds: int) -> UUID:
    """The id of an erase key and a time.

    It is a UUID of version 8 (RFC 9562, section 5.8), most significant bits first: 48 bits of Unix time in
    milliseconds (ids sort by time), the version, 12 bits of a hash, the variant, 46 bits of the hash, and 16
    check bits: the CRC-16/XMODEM of the 14 bytes before them. The check finds every single mistyped
    digit and every swap of two neighbours, like the check digit of a card number. It is no secret and no
    protection against forgers: a forged id only ever reads as pending.

    The hash is PBKDF2's of the erase key, with the time as its salt, so that no search for a key serves more
    ids than those of one millisecond.
    """
    salt = milliseconds.to_bytes(6, "big")
    digest = hashlib.pbkdf2_hmac("sha256", erase_key.encode(), salt, _HASH_ROUNDS)
    hashed = int.from_bytes(digest[:8], "big") >> (64 - _RANDOM_BITS)
    high = (milliseconds << 16) | (0x8 << 12) | (hashed >> 46)
    low = (0b10 << 46) | (hashed & ((1 << 46) - 1))
    unchecked = (high << 48) | low
    return UUID(int=(unchecked << 16) | _check_bits(unchecked))


def _check_bits(unchecked: int) -> int:
    return crc_hqx(unchecked.to_bytes(14, "big"), 0)
