"""The ids of jobs and of collections, which tell all that a service without a second write has to know.

A job's id tells when it was issued, whether it was mistyped, and which key may erase its job. A collection's
id, of pages that were posted together, tells how many they are too, and the ids of their jobs are made of it.
"""

import hashlib
import hmac
import re
import secrets
import time
from base64 import urlsafe_b64encode
from binascii import crc_hqx
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

REPEATABLE = timedelta(hours=24)
"""How old an `Idempotency-Key` may be, and with it the time in the ids that are derived from it."""

LIFETIME = REPEATABLE + timedelta(days=14, hours=13)
"""How long after the time in its id a job can be under way. A request is repeated within 24 hours, the last
message of a later attempt is sent within 12 more (`worker.ATTEMPTS_WITHIN`), and SQS keeps it for 14 days."""

CLOCK_SKEW = timedelta(minutes=5)
"""How far ahead of this clock another may be."""

LAST_MILLISECOND = 253_402_300_799_999
"""Of the year 9999, the last that a datetime knows."""

_AHEAD = timedelta(days=1)  # … and this one may have been set back since
_RANDOM_BITS = 58
_KEY_BYTES = 16
_HASH_ROUNDS = 256  # of 0.25 µs: who tries keys needs 2⁶⁶ of them for one id, who sends 100 pages waits 6 ms


_JOBS, _COLLECTIONS = 0, 0xFFFF  # where their check bits start, so that no id is both
_PAGES_BITS = 7
MAXIMUM_PAGES = 100
"""How many pages a collection has at most."""
_COLLECTION_ROUNDS = 4096  # once for all the jobs of a collection: nobody searches the others by one of them
_COLLECTION_KEY = re.compile(r"([\w-]{22})\.([0-9]{1,2})\.([0-9]{1,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Issued:
    """An id that is given out, and the key that erases what it stands for."""

    id: UUID
    erase_key: str
    """22 characters of base64url. The id is made of its hash; nobody but the caller keeps the key."""


def issue(milliseconds: int | None = None) -> Issued:
    """A new id, unique without a database; of now, or of another time in milliseconds since 1970."""
    return _issued(secrets.token_bytes(_KEY_BYTES), milliseconds or time.time_ns() // 1_000_000)


def issue_again(key: UUID, request: bytes, item: str) -> Issued:
    """The id of one item of a request, the same each time that it comes under the same key.

    Args:
        key: a UUID of version 7, whose time becomes the id's.
        request: what was asked for; another request gets other ids.
        item: which part of the request the id is for.
    """
    message = hashlib.sha256(request).digest() + item.encode()
    return _issued(hmac.digest(key.bytes, message, "sha256")[:_KEY_BYTES], key.int >> 80)


@dataclass(frozen=True, slots=True)
class IssuedCollection:
    """A collection's id that is given out, and those of its jobs."""

    id: UUID
    jobs: tuple[Issued, ...]


def issue_collection(first: Issued, pages: int) -> IssuedCollection:
    """The ids of pages that are posted together.

    Who has the key of one of the jobs can erase each of them: all their keys are made of one.

    Args:
        first: what was issued for the collection; its key and its time make all the ids.
        pages: how many there are, 1 to `MAXIMUM_PAGES`.
    """
    collection_id = _collection_made_of(first.erase_key, first.id.int >> 80, pages)
    made = enumerate(jobs_of_collection(collection_id))
    jobs = tuple(Issued(job_id, f"{first.erase_key}.{number}.{pages}") for number, job_id in made)
    return IssuedCollection(collection_id, jobs)


def pages_of_collection(collection_id: UUID) -> int:
    """How many pages a collection has."""
    return _random_bits(collection_id) >> (_RANDOM_BITS - _PAGES_BITS)


def jobs_of_collection(collection_id: UUID) -> list[UUID]:
    """The ids of a collection's jobs, in the order in which their pages were posted."""
    milliseconds = collection_id.int >> 80
    seed = hashlib.pbkdf2_hmac("sha256", collection_id.bytes, b"jobs of a collection", _COLLECTION_ROUNDS)
    digests = (hmac.digest(seed, bytes([at]), "sha256") for at in range(pages_of_collection(collection_id)))
    return [_with_bits(milliseconds, _beginning(digest), _JOBS) for digest in digests]


def new_id() -> UUID:
    """A new id that nobody can erase."""
    return issue().id


def may_erase(erase_key: str, job_id: UUID) -> bool:
    """Whether this is the key that was given out with the id, told from the two alone."""
    milliseconds = job_id.int >> 80
    if key := _COLLECTION_KEY.fullmatch(erase_key):
        number, pages = int(key[2]), int(key[3])
        if not number < pages <= MAXIMUM_PAGES:
            return False
        made = jobs_of_collection(_collection_made_of(key[1], milliseconds, pages))[number]
    else:
        made = _made_of(erase_key, milliseconds)
    return hmac.compare_digest(made.bytes, job_id.bytes)


def read_id(text: str) -> UUID | None:
    """The job id that `text` writes as a UUID's 36 characters, or None if this service issues no such ids."""
    return _read(text, _JOBS)


def read_collection_id(text: str) -> UUID | None:
    """The collection's id that `text` writes, or None if this service issues no such ids."""
    found = _read(text, _COLLECTIONS)
    return found if found and 1 <= pages_of_collection(found) <= MAXIMUM_PAGES else None


def _read(text: str, check_start: int) -> UUID | None:
    try:
        found = UUID(text)
    except ValueError:
        return None
    if str(found) != text.lower() or found.version != 8:
        return None
    if _check_bits(found.int >> 16, check_start) != found.int & 0xFFFF:
        return None
    return found if found.int >> 80 <= LAST_MILLISECOND else None


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
    """The id of an erase key and a time."""
    return _with_bits(milliseconds, _hash(erase_key, milliseconds), _JOBS)


def _collection_made_of(erase_key: str, milliseconds: int, pages: int) -> UUID:
    """A collection's id: of the hash's bits the first tell how many pages it has."""
    room = _RANDOM_BITS - _PAGES_BITS
    bits = (pages << room) | (_hash(erase_key, milliseconds) & ((1 << room) - 1))
    return _with_bits(milliseconds, bits, _COLLECTIONS)


def _hash(erase_key: str, milliseconds: int) -> int:
    """PBKDF2's hash of an erase key.

    The time is its salt, so that no search for a key serves more ids than those of one millisecond.
    """
    salt = milliseconds.to_bytes(6, "big")
    return _beginning(hashlib.pbkdf2_hmac("sha256", erase_key.encode(), salt, _HASH_ROUNDS))


def _beginning(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big") >> (64 - _RANDOM_BITS)


def _with_bits(milliseconds: int, bits: int, check_start: int) -> UUID:
    """An id.

    It is a UUID of version 8 (RFC 9562, section 5.8), most significant bits first: 48 bits of Unix time in
    milliseconds (ids sort by time), the version, 12 bits of a hash, the variant, 46 bits of the hash, and 16
    check bits: the CRC-16 of the 14 bytes before them. The check finds every single mistyped digit and every
    swap of two neighbours, like the check digit of a card number. It is no secret and no protection against
    forgers: a forged id only ever reads as pending.
    """
    high = (milliseconds << 16) | (0x8 << 12) | (bits >> 46)
    low = (0b10 << 46) | (bits & ((1 << 46) - 1))
    unchecked = (high << 48) | low
    return UUID(int=(unchecked << 16) | _check_bits(unchecked, check_start))


def _random_bits(some_id: UUID) -> int:
    unchecked = some_id.int >> 16
    return ((unchecked >> 48) & 0xFFF) << 46 | (unchecked & ((1 << 46) - 1))


def _check_bits(unchecked: int, start: int) -> int:
    return crc_hqx(unchecked.to_bytes(14, "big"), start)
