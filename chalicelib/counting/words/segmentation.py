"""Words in scripts that put no spaces between them, cut by ICU's dictionaries."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.errors import MissingAsset

if TYPE_CHECKING:
    from icu4py.breakers import WordBreaker

# Thai, Lao, Myanmar, Khmer, Hiragana, Katakana and Han: what ICU has dictionaries for.
CHARACTERS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3005-\u3007\u303b\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
RUN = re.compile(f"[{CHARACTERS}]+")


def segment(runs: Iterable[str]) -> dict[str, list[str]]:
    """Each of the runs of `CHARACTERS` to its words (UAX #29 with ICU's dictionaries).

    Raises:
        MissingAsset: ICU is not installed.
    """
    waiting = list(runs)
    if not waiting:
        return {}
    following = iter(waiting)
    words: dict[str, list[str]] = {}
    found: list[str] = []
    for part in _word_breaker()("\n".join(waiting) + "\n", "en"):
        if part == "\n":
            words[next(following)] = found
            found = []
        else:
            found.append(part)
    return words


def _word_breaker() -> "type[WordBreaker]":
    try:
        from icu4py.breakers import WordBreaker  # 44 MB: only for pages that have such scripts
    except ImportError:
        raise MissingAsset(
            "ICU's dictionaries are missing: `make run` installs them, and `make deploy STAGE=…` packages "
            "them with Python 3.12 or newer"
        ) from None
    return WordBreaker
