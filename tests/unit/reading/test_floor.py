"""How much of what is seen on pages like the web's is read, and how much else."""

from collections import Counter
from statistics import mean

from chalicelib.counting import count_page
from chalicelib.counting.words.folding import fold
from tests.web import web_pages

FLOOR = 0.999
"""Mean weighted Jaccard similarity of the words that are read and those that are seen."""


def test_what_is_seen_on_pages_like_the_webs_is_read_and_nothing_else():
    similarities = {}
    for page in web_pages():
        counts = count_page(page.markup.encode(), "text/html", main_text=False)
        ours, theirs = Counter(counts.words), Counter(fold(word, counts.language) for word in page.seen)
        similarities[page.name] = (ours & theirs).total() / (ours | theirs).total()
    print({name: round(value, 4) for name, value in similarities.items()})
    assert mean(similarities.values()) >= FLOOR, similarities


def test_those_pages_are_markup_for_nine_tenths():
    pages = list(web_pages())
    seen = sum(len(" ".join(page.seen).encode()) for page in pages)
    assert 0.08 < seen / sum(len(page.markup.encode()) for page in pages) < 0.15
