"""The tree of what can go wrong."""

import pytest

from chalicelib import errors
from chalicelib.errors import WordcountError


def tree(parent: type[WordcountError]) -> list[type[WordcountError]]:
    return [parent, *(each for child in parent.__subclasses__() for each in tree(child))]


ALL = tree(WordcountError)


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_each_has_a_title_a_slug_and_a_status_of_its_own(error):
    assert error.title()
    assert not error.title().endswith(".")
    assert "slug" in vars(error), "a caller tells errors apart by their slug"
    assert 400 <= error.status < 600


def test_no_two_share_a_slug():
    slugs = [error.slug for error in ALL]
    assert len(slugs) == len(set(slugs))


def test_the_detail_is_the_text_or_else_the_title():
    assert errors.TooLarge("it has 11 MB").detail == "it has 11 MB"
    assert errors.TooLarge().detail == errors.TooLarge.title()


def test_invalid_input_names_what_is_wrong():
    error = errors.InvalidInput([("#/url", "it is missing"), ("limit", "too large")])
    assert error.detail == "#/url: it is missing; limit: too large"
