"""Words of a text and where they stand in it."""

from chalicelib.counting.words.reading import read


def test_each_word_of_a_long_piece_is_found_where_it_stands():
    piece = '{"link":"https://tea.example/a","cup":"green"},' * 40 + '"0":"misc","last":"tea"'
    found = read(f"See {piece} 0 end")
    assert list(found.words) == ["see", *["link", "cup", "green"] * 40, "misc", "last", "tea", "end"]
    places = zip(found.starts, found.ends, strict=True)
    assert [found.text[start:end].casefold() for start, end in places] == list(found.words)
