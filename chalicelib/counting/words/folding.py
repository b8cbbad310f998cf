"""Which spellings are the same word: case, composition, apostrophes, hyphens and what is not seen."""

import re
import unicodedata
from collections.abc import Sequence

MAXIMUM_LENGTH = 255
"""Characters of a word that are kept."""

_VARIANTS = {**dict.fromkeys("’‘‛＇ʼ", "'"), **dict.fromkeys("\u2010\u2011", "-")}
_VARIANT = re.compile(f"[{''.join(_VARIANTS)}]")
# Joiners tell words apart in the scripts from Arabic on; elsewhere, and at the end, they do nothing.
_IDLE_JOINERS = re.compile("(?<![\u0600-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?=\n)")


def fold(word: str) -> str:
    """The form under which all spellings of `word` are counted; see `fold_all`."""
    return fold_all([word])[1][0]


def fold_all(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words as they are shown, and the forms under which all their spellings are counted.

    Shown is Normalization Form C. Counted is that, case-folded, with ' for every apostrophe and - for
    every hyphen (The, the; don’t, don't). Both are cut at `MAXIMUM_LENGTH` characters.

    Args:
        words: without line feeds.
    """
    if not words:
        return [], []
    # Together they are folded by a few calls, whatever their number.
    text = "\n".join(words)
    if len(text) > MAXIMUM_LENGTH and max(map(len, words)) > MAXIMUM_LENGTH:
        # Normalising a sequence of marks takes time in the square of its length: cut beforehand.
        words = [word[:MAXIMUM_LENGTH] for word in words]
        text = "\n".join(words)
    if text.isascii():
        return list(words), text.lower().split("\n")
    if "\u200c" in text or "\u200d" in text:  # or the pattern would look behind every character in vain
        text = _IDLE_JOINERS.sub("", text + "\n")[:-1]
        words = text.split("\n")
    composed = unicodedata.normalize("NFC", text)
    shown = list(words) if composed == text else composed.split("\n")
    counted = _VARIANT.sub(lambda found: _VARIANTS[found[0]], composed).casefold()
    folded = unicodedata.normalize("NFC", counted).split("\n")
    return shown, [word[:MAXIMUM_LENGTH] for word in folded]
