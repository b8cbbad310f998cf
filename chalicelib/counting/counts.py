"""A page's bytes to the counts of its words, phrases and sentences: all of it, and its main text alone."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from heapq import nsmallest

from chalicelib.counting.reading.text import page_text
from chalicelib.counting.words.folding import MAXIMUM_LENGTH
from chalicelib.counting.words.languages import language_of
from chalicelib.counting.words.phrases import Phrase, frequent_phrases
from chalicelib.counting.words.pieces import Pieces, cut
from chalicelib.counting.words.sequence import WordSequence, sequence_of
from chalicelib.counting.words.stop_words import stop_words_among
from chalicelib.counting.words.tags import primary_subtag
from chalicelib.counting.words.vocabulary import Vocabulary, in_language, vocabulary_of

WORDS_PER_MINUTE = 238
"""How fast adults read English non-fiction in silence (Brysbaert 2019, a review of 190 studies)."""

LONGEST_WORDS = 10
_LONG = (12, 9, 7, 0)  # characters; few pages lack words that are as long as the first

RULES = 3
"""The version of the rules, raised where the same bytes come to other counts; docs/counting.md lists them."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Summary:
    """A page in numbers; docs/counting.md defines each."""

    words: int
    distinct_words: int
    sentences: int
    characters: int
    reading_time_seconds: int
    lexical_diversity: float
    longest_words: tuple[str, ...]
    truncated_words: int
    style_rules_left_out: int = 0
    pages_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCounts:
    """What was counted in a text.

    `words` has all the words, folded; `stop_words` those of them that are stop words in the page's
    language; `spellings` the commonest spelling of those that are not spelled as they are folded.
    `phrases` has for 2, 3 and 4 the frequent phrases of that many words, by count, then words; and
    `phrase_totals` how many phrases of that many words occur more than once, those that are not kept too.
    """

    text: str
    words: Mapping[str, int]
    stop_words: frozenset[str]
    spellings: Mapping[str, str]
    phrases: Mapping[int, tuple[Phrase, ...]]
    phrase_totals: Mapping[int, int]
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCounts(TextCounts):
    """What was counted on a page, and in its main text.

    `language` is a BCP 47 primary subtag, or None if it is unknown, and then there are no stop words.
    `main` is None where there is no main text, and `no_main` then says why: `NO_ARTICLE`, `TOO_COMPLEX`,
    `NO_MARKUP` or `OFF`. `rules` is the version of the rules. `why_empty` says of a page without any text
    what may show it in a browser: `login`, `refresh`, `script` or `pictures`.
    """

    title: str | None
    language: str | None
    main: TextCounts | None
    no_main: str | None
    rules: int = RULES
    why_empty: str | None = None


def count_page(
    body: bytes, content_type: str | None, *, main_text: bool = True, language: str | None = None
) -> PageCounts:
    """Count the words of a page as a reader of it would.

    Args:
        body: a response's bytes.
        content_type: its Content-Type header, or None.
        main_text: whether its main text is looked for, and counted too.
        language: its language (a BCP 47 tag), if somebody knows; it is not looked for then.

    Raises:
        MissingAsset: the stop words were not set up.
        NotText: there is no Content-Type, and the bytes are no text; or a document cannot be read.
        Uncountable: the page has more different words than can be counted.
    """
    page = page_text(body, content_type, main_text=main_text)
    pieces, text = cut(page.blocks)
    vocabulary = vocabulary_of(pieces)
    language = primary_subtag(language) or language_of(vocabulary.counts, page.language)
    whole = _counts(pieces, text, vocabulary, language, page.rules_left_out)
    return PageCounts(
        text=whole.text,
        words=whole.words,
        stop_words=whole.stop_words,
        spellings=whole.spellings,
        phrases=whole.phrases,
        phrase_totals=whole.phrase_totals,
        summary=replace(whole.summary, pages_left_out=page.pages_left_out),
        title=page.title,
        language=language,
        main=None if page.main.blocks is None else _main_counts(page.main.blocks, language),
        no_main=page.main.why_none,
        why_empty=page.why_empty,
    )


def _main_counts(blocks: str, language: str | None) -> TextCounts:
    """The counts of the main text, whose language is the page's: that is surer than a part's own."""
    pieces, text = cut(blocks)
    return _counts(pieces, text, vocabulary_of(pieces), language)


def _counts(
    pieces: Pieces, text: str, vocabulary: Vocabulary, language: str | None, rules_left_out: int = 0
) -> TextCounts:
    vocabulary = in_language(vocabulary, language)
    sequence = sequence_of(pieces, vocabulary)
    found = frequent_phrases(sequence)
    return TextCounts(
        text=text,
        words=vocabulary.counts,
        stop_words=stop_words_among(vocabulary.counts, language),
        spellings=vocabulary.spellings,
        phrases={length: phrases.most_frequent for length, phrases in found.items()},
        phrase_totals={length: phrases.total for length, phrases in found.items()},
        summary=_summary(vocabulary, sequence, text, rules_left_out),
    )


def _summary(vocabulary: Vocabulary, sequence: WordSequence, text: str, rules_left_out: int) -> Summary:
    words = vocabulary.counts
    total = sum(words.values())
    return Summary(
        words=total,
        distinct_words=len(words),
        sentences=sequence.sentences,
        characters=len(text),
        reading_time_seconds=math.ceil(total * 60 / WORDS_PER_MINUTE),
        lexical_diversity=round(len(words) / total, 4) if total else 0.0,
        longest_words=_longest(words, vocabulary.spellings),
        truncated_words=vocabulary.truncated,
        style_rules_left_out=rules_left_out,
    )


def _longest(words: Mapping[str, int], spellings: Mapping[str, str]) -> tuple[str, ...]:
    """The longest words as the page spells them; how long they are, their folded forms say."""
    longest: list[str] = []
    for least in _LONG:
        if len(longest) < LONGEST_WORDS:
            chosen = [word for word in words if least <= len(word) < MAXIMUM_LENGTH]
            longest = [word for word in chosen if not _DIGIT.search(word)]
    first = nsmallest(LONGEST_WORDS, longest, key=lambda word: (-len(word), word))
    return tuple([spellings.get(word, word) for word in first])
