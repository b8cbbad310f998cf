"""Which of the commonest words of a language are forms of one, taken from pinned packages into vendor/.

`python -m local.lemmas` makes a text file for each language. Each line of it is the forms of a word: what
they begin with in common, and what each ends in after that, its dictionary form first (`packag e ed es ing`).
One package has the forms of nearly all words, which are far too many to deploy; the other tells which are
common.
"""

import lzma
import os
import sys
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from zipfile import ZipFile

from chalicelib.counting.words.folding import fold_all
from local.frequencies import PINNED as PINNED_FREQUENCIES
from local.frequencies import commonest
from local.install import ROOT, Step, lemmas_are_of, pinned_wheel, read

LANGUAGES = {"no": "nb"} | {language: language for language in "ca da de en es fr it nl pt ru sv".split()}
"""Our languages, and what both packages call them."""
WORDS = 60_000
"""Of each language that are looked up, at most."""

FOLDER = Path(ROOT) / "vendor" / "lemmas"
PINNED = Path(ROOT) / "local" / "lemmas.txt"
_MAGIC = b"SMFC1"
_SAME_AS_LAST, _WHOLE, _MORE = 254, 255, 128
_SMALL_ONLY = frozenset(["da"])  # is the list of frequencies: all forms of its words are taken
_LIKELY_ITSELF = 4  # times as likely is a word that is a lemma no form of another one


def take_lemmas(python: str = sys.executable) -> None:
    """Make the files, unless that was done from the very packages that are pinned, by these rules."""
    taken = FOLDER / "taken"
    wanted = lemmas_are_of()
    if read(str(taken)) == wanted:
        return
    with (
        Step(f"the forms of the commonest words of {len(LANGUAGES)} languages, into vendor/lemmas"),
        pinned_wheel(str(PINNED), python) as forms,
        pinned_wheel(str(PINNED_FREQUENCIES), python) as frequencies,
    ):
        FOLDER.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            for made in [pool.submit(_make, each, *_packed(each, forms, frequencies)) for each in LANGUAGES]:
                made.result()
        taken.write_text(wanted)


def _packed(language: str, forms: ZipFile, frequencies: ZipFile) -> tuple[bytes, bytes]:
    name = LANGUAGES[language]
    size = "small" if language in _SMALL_ONLY else "large"
    return (
        forms.read(f"simplemma/strategies/dictionaries/data/{name}.plzma"),
        frequencies.read(f"wordfreq/data/{size}_{name}.msgpack.gz"),
    )


def _make(language: str, forms: bytes, frequencies: bytes) -> None:
    lines = _lines(forms, commonest(frequencies, WORDS), language)
    (FOLDER / f"{language}.txt").write_text("\n".join(lines), encoding="utf-8")


def entries(
    packed: bytes, wanted: Container[bytes], of_wanted: Container[bytes] = ()
) -> Iterator[tuple[str, str]]:
    """Those forms of one of the package's files that are wanted, or their lemmas are, each with its lemma.

    A form is what it has in common with the last one, as a number, and the rest of it; its lemma is as much
    of it as is left when a number of bytes is taken away, and the rest.
    """
    data = lzma.decompress(packed)
    if not data.startswith(_MAGIC) or data[len(_MAGIC)] & 1:
        raise ValueError("these are not the forms of a language as simplemma 2 has them")
    at = next(at for at in range(len(_MAGIC) + 1, len(data)) if data[at] < _MORE) + 1  # behind their number
    form = lemma = b""
    while at < len(data):
        shared, length, at = data[at], data[at + 1], at + 2
        form = form[:shared] + data[at : at + length]
        at += length
        taken = data[at]
        at += 1
        if taken != _SAME_AS_LAST:
            length = data[at]
            at += 1
            lemma = (b"" if taken == _WHOLE else form[: len(form) - taken]) + data[at : at + length]
            at += length
        if form in wanted or lemma in of_wanted:
            yield form.decode(), lemma.decode()


def lemmas(found: Iterable[tuple[str, str]], frequencies: Mapping[str, float]) -> dict[str, str]:
    """Each form and its lemma, folded; where there are several (*Schulen* is of *Schule*, and *schulen* is a
    verb), the likeliest: the commonest, where the form as a lemma of its own has its other forms' weight too.

    Args:
        found: forms and their lemmas, folded.
        frequencies: how common words are, folded.
    """
    candidates: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in found:
        candidates[form].add(lemma)
    others: defaultdict[str, float] = defaultdict(float)
    for form, of_form in candidates.items():
        if form not in of_form:
            for lemma in of_form:
                others[lemma] = max(others[lemma], frequencies.get(form, 0))

    def weight(form: str, lemma: str) -> float:
        if form != lemma:
            return frequencies.get(lemma, 0)
        return max(_LIKELY_ITSELF * others[form], frequencies.get(form, 0))

    return {
        form: max(sorted(of_form), key=partial(weight, form))  # a tie is the first one's by alphabet
        for form, of_form in candidates.items()
    }


def _lines(packed: bytes, common: Mapping[str, float], language: str) -> list[str]:
    wanted = {spelling.encode() for word in common for spelling in (word, word.capitalize())}
    found = entries(packed, wanted, wanted if language in _SMALL_ONLY else ())
    forms, of_forms = zip(*found, strict=True)
    folded, of_folded = (fold_all(words, language)[1] for words in (forms, of_forms))
    frequencies = dict(zip(fold_all(list(common), language)[1], common.values(), strict=True))
    return families(lemmas(zip(folded, of_folded, strict=True), frequencies))


def families(lemma_of: Mapping[str, str]) -> list[str]:
    """The lines of a language's file."""
    of_lemma: defaultdict[str, set[str]] = defaultdict(set)
    for form in lemma_of:
        of_lemma[_last(form, lemma_of)].add(form)
    lines = []
    for lemma, forms in of_lemma.items():
        beginning = os.path.commonprefix([lemma, *forms])  # noqa: RUF071 - by character, as is meant
        endings = [form.removeprefix(beginning) for form in (lemma, *sorted(forms - {lemma}))]
        lines.append(" ".join([beginning, *endings]))
    return sorted(lines)


def _last(form: str, lemma_of: Mapping[str, str]) -> str:
    """The lemma of a form's lemma, and so on."""
    passed = {form}
    while (lemma := lemma_of.get(form, form)) not in passed:
        form = lemma
        passed.add(form)
    return form


if __name__ == "__main__":
    take_lemmas()
