"""Words in scripts that put no spaces between them, cut by ICU's dictionaries."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from chalicelib.counting.words.folding import RADICALS
from chalicelib.errors import MissingAsset

if TYPE_CHECKING:
    from icu4py.breakers import WordBreaker

# The letters and marks of Thai, Lao, Burmese, Khmer, kana and Chinese: what ICU has dictionaries for. Digits
# and punctuation of these scripts are like those of others.
CHARACTERS = (
    "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e\u0e81-\u0eae\u0eb0-\u0ebd\u0ec0-\u0ec5\u0ec8-\u0ece"
    "\u0edc-\u0edf\u1000-\u103f\u104e\u1050-\u108f\u109a-\u109d\u1780-\u17d3\u17dc\u17dd\u3005-\u3007\u3031-\u3035\u303b"
    "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a-\uaa7f\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f"
    f"{RADICALS}\U00020000-\U0003ffff"
)
REPEATS = "\u0e2f\u0e46\u0eaf\u0ec6\u17d7"
"""Signs of Thai, Lao and Khmer that say that a word is repeated or cut short; they are letters to Unicode."""

RUN = re.compile(f"[{CHARACTERS}]+")

_SOUND_MARKS = "ーｰﾞﾟ"  # of kana, which are letters to Unicode

# What the dictionaries cut and nobody reads so: a year in Chinese digits, a word that begins with 〆, and the
# Burmese for "the same", which begins with a sign.
_WHOLE = re.compile("([〇零一二三四五六七八九]{3,}年?|〆[\u4e00-\u9fff]|\u104e\u1004\u103a\u1038)")
_RADICAL = re.compile(f"[{RADICALS}]")


def segment(runs: Iterable[str]) -> dict[str, list[str]]:
    """Each of the runs of `CHARACTERS` to its words (UAX #29 with ICU's dictionaries).

    Raises:
        MissingAsset: ICU is not installed.
    """
    waiting = list(runs)
    if not waiting:
        return {}
    if any(map(_RADICAL.search, waiting)):
        return _with_radicals(waiting)
    if any(map(_WHOLE.search, waiting)):
        return _around_whole(waiting)
    following = iter(waiting)
    words: dict[str, list[str]] = {}
    found: list[str] = []
    known: dict[str, str] = {}  # each word once: a novel has millions of them
    for part in _word_breaker()("\n".join(waiting) + "\n", "en"):
        if part == "\n":
            words[next(following)] = found
            found = []
        elif any(map(str.isalpha, part.strip(_SOUND_MARKS))):  # not a mark that stands alone
            found.append(known.setdefault(part, part))
    return words


def _with_radicals(runs: Sequence[str]) -> dict[str, list[str]]:
    """The same where some of the runs have radicals: they are cut as the characters that they stand for."""
    plain = {run: _RADICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), run) for run in runs}
    cut = segment(set(plain.values()))
    words: dict[str, list[str]] = {}
    for run, read in plain.items():
        end, words[run] = 0, []
        for word in cut[read]:
            start = read.index(word, end)
            end = start + len(word)
            words[run].append(run[start:end])
    return words


def _around_whole(runs: Sequence[str]) -> dict[str, list[str]]:
    """The same where some of the runs have words that are not to be cut."""
    parts = {run: _WHOLE.split(run) for run in runs}
    cut = segment({part for each in parts.values() for part in each[::2]} - {""})
    return {
        run: [word for at, part in enumerate(each) for word in ([part] if at % 2 else cut.get(part, ()))]
        for run, each in parts.items()
    }


def joined(words: Sequence[str]) -> str:
    """Words one after the other, with spaces between them where their scripts put some."""
    text = words[0]
    for word in words[1:]:
        text += word if RUN.match(text[-1]) and RUN.match(word) else f" {word}"
    return text


def _word_breaker() -> "type[WordBreaker]":
    try:
        from icu4py.breakers import WordBreaker  # 44 MB: only for pages that have such scripts
    except ImportError:
        raise MissingAsset(
            "ICU's dictionaries are missing: `make run` installs them, and `make deploy STAGE=…` packages "
            "them with Python 3.12 or newer"
        ) from None
    return WordBreaker
