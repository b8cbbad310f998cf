"""A text read word by word: each word as it is counted, and where it stands."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.counting.words.pieces import BREAK, cut
from chalicelib.counting.words.tokens import GAP, SENTENCE_END
from chalicelib.counting.words.vocabulary import Vocabulary, in_language, vocabulary_of

TOGETHER, PARTED, NEW_SENTENCE = range(3)
"""How a word stands to the one before it: beside it, behind what is no word, or in another sentence."""

_Found = tuple[str, int, int, int]  # a folded word, where it begins and ends in its piece, how it stands


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text in order, each at the same place of every sequence."""

    text: str
    words: Sequence[str]
    """Folded."""
    starts: Sequence[int]
    """Where each begins in `text`."""
    ends: Sequence[int]
    """Where each ends in it."""
    joints: Sequence[int]
    """How each stands to the one before it."""

    def places(self, wanted: Sequence[Collection[str]]) -> list[int]:
        """Where a phrase begins, by the number of its first word; overlapping ones too.

        Args:
            wanted: for each word of the phrase the folded words that may stand there; one for a single word.
        """
        if not wanted:
            return []
        first, *others = wanted
        found = [at for at, word in enumerate(self.words) if word in first]
        for distance, allowed in enumerate(others, 1):
            found = [at for at in found if self._follows(at + distance, allowed)]
        return found

    def _follows(self, at: int, allowed: Collection[str]) -> bool:
        return at < len(self.words) and self.joints[at] == TOGETHER and self.words[at] in allowed


def read(text: str, language: str | None = None) -> Reading:
    """Read a text as its words were counted.

    Args:
        text: a line for each block, as `pieces.cut` gives it.
        language: in which its words were counted.

    Raises:
        Uncountable: it has more different words than can be counted.
    """
    pieces, text = cut(text.replace("\n", BREAK))
    found = _found_in(pieces, in_language(vocabulary_of(pieces), language))
    words: list[str] = []
    starts, ends, joints = array("L"), array("L"), bytearray()
    end, next_stands = 0, TOGETHER
    for piece in pieces:
        plain = piece.replace("\0", ".") if piece != BREAK.strip() else ""
        start = text.find(plain, end)
        in_piece, last_stands = found[piece]
        if (
            in_piece or 0 <= start <= end + 1
        ):  # else it may stand for an address in a long piece, and be elsewhere
            end = start + len(plain)
        for word, word_start, word_end, stands in in_piece:
            words.append(word)
            starts.append(start + word_start)
            ends.append(start + word_end)
            joints.append(max(next_stands, stands))
            next_stands = TOGETHER
        next_stands = max(next_stands, last_stands)
    return Reading(text, words, starts, ends, joints)


def _found_in(pieces: Iterable[str], vocabulary: Vocabulary) -> Mapping[str, tuple[tuple[_Found, ...], int]]:
    """For each piece its words, and how the next piece's first word stands to the last of them."""
    found: dict[str, tuple[tuple[_Found, ...], int]] = {}
    for piece in set(pieces):
        tokens = vocabulary.tokens.get(piece)
        if tokens is None:
            found[piece] = ((vocabulary.folded[piece], 0, len(piece), TOGETHER),), TOGETHER
        else:
            found[piece] = _located(piece.replace("\0", "."), tokens, vocabulary.folded)
    return found


def _located(piece: str, tokens: Sequence[str], folded: Mapping[str, str]) -> tuple[tuple[_Found, ...], int]:
    words: list[_Found] = []
    end, stands = 0, TOGETHER
    for token in tokens:
        if token in (GAP, SENTENCE_END):
            stands = max(stands, PARTED if token == GAP else NEW_SENTENCE)
            continue
        start = max(piece.find(token, end), end)
        end = start + len(token)
        words.append((folded[token], start, end, stands))
        stands = TOGETHER
    return tuple(words), stands
