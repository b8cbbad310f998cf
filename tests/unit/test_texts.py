"""What a row keeps of a page's text."""

import random
import zlib

from chalicelib.results import texts


def test_a_text_comes_back_as_it_was():
    page = "Tea —茶 — चाय 😀\nA cup of tea."
    packed, cut = texts.pack(page)
    assert texts.unpack(packed) == texts.KeptText(page, None)
    assert not cut
    packed, cut = texts.pack(page, "A cup of tea.")
    assert texts.unpack(packed) == texts.KeptText(page, "A cup of tea.")
    assert not cut


def test_a_long_text_is_cut_where_a_word_ends_and_says_so():
    page = "größe " * 200_000
    packed, cut = texts.pack(page)
    kept = texts.unpack(packed).page
    assert cut
    assert page.startswith(kept)
    assert kept.endswith("größe")
    assert texts.MAXIMUM_BYTES - 10 < len(kept.encode()) <= texts.MAXIMUM_BYTES


def test_a_text_without_spaces_is_cut_between_characters():
    kept = texts.unpack(texts.pack("茶" * 400_000)[0]).page
    assert kept == "茶" * (texts.MAXIMUM_BYTES // 3)


def test_page_and_main_text_have_one_bound():
    page, main = "word " * 300_000, "main " * 300_000
    packed, cut = texts.pack(page, main)
    assert cut
    assert len(zlib.decompress(packed)) <= texts.MAXIMUM_BYTES + 1
    kept = texts.unpack(packed)
    assert len(kept.main) == len(kept.page) == texts.MAXIMUM_BYTES // 2 - 1


def test_what_does_not_compress_is_bounded_too():
    letters = random.Random(1).choices([chr(at) for at in range(0x4E00, 0x9FFF)], k=400_000)
    assert len(texts.pack("".join(letters))[0]) <= 1.01 * texts.MAXIMUM_BYTES


def test_a_main_text_adds_little_to_its_page():
    words = random.Random(1).choices([f"w{number}" for number in range(900)], k=2000)
    page = " ".join(words)
    alone, both = texts.pack(page)[0], texts.pack(page, page[2000:8000])[0]
    assert len(both) < 1.05 * len(alone)
