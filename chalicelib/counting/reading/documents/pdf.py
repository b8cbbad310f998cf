"""PDF to its text, a block for each paragraph, within bounds of pages, time and memory.

pypdf is Python throughout, so that it can be stopped: the clock is looked at with each font of a page, and
with each instruction.
"""

import io
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from chalicelib.counting.reading.documents.lines import paragraphs
from chalicelib.counting.words.pieces import BREAK
from chalicelib.errors import NotText, Uncountable

if TYPE_CHECKING:
    from pypdf import PdfReader

MAXIMUM_PAGES: Final = 1_000
MAXIMUM_SECONDS: Final = 4.0
"""Of CPU time."""
_STREAM_BYTES = 2_000_000  # of a page's instructions, once unpacked
_INSTRUCTIONS = 100_000
_SOFT_HYPHEN = ("\xad", b"\xfe\xff\x00\xad")  # as pypdf gives it
_NESTED = 10  # marks in each other that are looked at
_ENTRIES = 10_000  # of the tree of pages
_FONT_ENTRIES = 1_000_000  # of the tables of a page's fonts, at 130 bytes each


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, with `BREAK` between its paragraphs, and how many pages were left out."""

    title: str | None
    language: str | None
    blocks: str
    pages_left_out: int


class _OutOfTime(Exception):
    """The clock has run out within a page."""


def pdf_text(body: bytes) -> PdfText:
    """The text of a PDF, of its first pages where there is no time for all.

    Raises:
        NotText: it is none, it is locked, or it has no text, as a scanned one.
        Uncountable: there was no time for a single page.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every fault of a file
    try:
        with pypdf.apply_configuration(_bounds()):
            return _read(pypdf.PdfReader(io.BytesIO(body)))
    except (PyPdfError, *_FAULTS) as fault:
        raise NotText(f"the URL leads to a PDF that cannot be read: {str(fault)[:200]}") from None


def _read(reader: "PdfReader") -> PdfText:
    end = time.thread_time() + MAXIMUM_SECONDS
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotText("the URL leads to a PDF that asks for a password")
    pages = len(reader.pages)
    texts = _pages(reader, end)
    if pages and not texts:
        raise Uncountable("the first page of the PDF takes too long to read")
    blocks = BREAK.join(paragraphs(texts))
    if not any(map(str.isalpha, blocks)):
        raise NotText("the URL leads to a PDF without text: it may be scanned")
    title = reader.metadata.title if reader.metadata else None
    return PdfText(title, _language(reader), blocks, pages - len(texts))


# What a broken file makes pypdf raise besides its own errors.
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError, AssertionError)


def _bounds() -> Any:
    from pypdf import Configuration

    return Configuration(
        zlib_maximum_output_length=_STREAM_BYTES,
        lzw_maximum_output_length=_STREAM_BYTES,
        run_length_maximum_output_length=_STREAM_BYTES,
        array_based_stream_maximum_output_length=_STREAM_BYTES,
        stream_decoding_work_maximum_length=4 * _STREAM_BYTES,
        stream_parsing_work_maximum_count=_INSTRUCTIONS,
        page_tree_maximum_entries=_ENTRIES,
        page_tree_maximum_page_entries=10 * _ENTRIES,
        xform_maximum_invocations_per_extraction=200,
    )


def _pages(reader: "PdfReader", end: float) -> list[str]:
    """The text of each page, of as many as there is time for; of one with a fault nothing."""
    from pypdf.errors import PyPdfError

    look_at_clock = partial(_check_time, end)
    texts: list[str] = []
    for page in islice(reader.pages, MAXIMUM_PAGES):
        try:
            look_at_clock()
            with _bounded_fonts(look_at_clock):
                texts.append(page.extract_text(visitor_operand_before=_Watch(look_at_clock)))
        except _OutOfTime:
            break
        except (PyPdfError, *_FAULTS):
            texts.append("")
    return texts


def _check_time(end: float) -> None:
    if time.thread_time() > end:
        raise _OutOfTime


class _Watch:
    """Looks at the clock with each instruction of a page, and blanks the glyphs that stand for soft hyphens.

    As browsers print them (ISO 32000, section 14.9.4), those are spaces, and would part the word.
    """

    def __init__(self, look_at_clock: Callable[[], None]) -> None:
        self._look_at_clock = look_at_clock
        self._marked: list[bool] = []

    def __call__(self, operator: bytes, operands: Any, *_matrices: Any) -> None:
        self._look_at_clock()
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if operator == b"BDC" and len(operands) > 1 else None
            self._marked.append(
                isinstance(properties, dict) and properties.get("/ActualText") in _SOFT_HYPHEN
            )
        elif operator == b"EMC" and self._marked:
            self._marked.pop()
        elif operator in (b"Tj", b"TJ") and operands and any(self._marked[-_NESTED:]):
            operands[0] = type(operands[0])()


@contextmanager
def _bounded_fonts(look_at_clock: Callable[[], None]) -> Iterator[None]:
    """In the block, a page's fonts have no more than `_FONT_ENTRIES`, and the clock is looked at before each.

    pypdf bounds one font, and makes all that a page names before its first instruction, however many. Only
    one page is counted at a time in a process.
    """
    import pypdf._page
    from pypdf.errors import LimitReachedError
    from pypdf.generic._font import Font

    module: Any = pypdf._page
    left = _FONT_ENTRIES

    class BoundedFont(Font):
        @classmethod
        def from_font_resource(cls, *arguments: Any) -> Font:
            nonlocal left
            look_at_clock()
            font = Font.from_font_resource(*arguments)
            left -= len(font.character_map) + len(font.character_widths)
            if left < 0:
                raise LimitReachedError("the page's fonts are too large")
            return font

    module.Font = BoundedFont
    try:
        yield
    finally:
        module.Font = Font


def _language(reader: "PdfReader") -> str | None:
    """The language that the document names (ISO 32000, section 14.9.2)."""
    try:
        language = reader.root_object.get("/Lang")
    except _FAULTS:
        return None
    return str(language) if language else None
