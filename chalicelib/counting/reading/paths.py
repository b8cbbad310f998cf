"""trafilatura's XPath expressions as functions of Python, which find the same elements in much less time.

They ask what the class, the id or another attribute of each element is like. libxml2 takes a list of strings
for each question and calls Python back for each pattern; here what was asked of a class once is known.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import islice
from types import ModuleType
from typing import Any, Final

_Path = Callable[[Any], Sequence[Any]]
_Names = Sequence[str]  # of attributes, of which the first that an element has is asked; none: itself is
_Test = Callable[[Any], bool]  # of the attribute's value, or of the element

_USED: Final = (
    "BODY_XPATH",
    "OVERALL_DISCARD_XPATH",
    "RAW_TREE_PRUNE_XPATH",
    "REMOVE_COMMENTS_AND_LISTS_XPATH",
)
_ANSWERS: Final = 1_000  # to each predicate that are kept

_PREDICATE = r"\s*\[((?:'[^']*'|[^]['])*)\]\s*"
_PATH = re.compile(rf"\s*(?:\.//\*((?:{_PREDICATE})+)|\(\.//\*((?:{_PREDICATE})+)\)\[1\]\s*)")
_OR = re.compile(r"\s+or\s+(?![^()]*\))")  # but none within parentheses
_TAG = re.compile(r"self::(\w+)")
_TAGS = re.compile(r"self::\w+(?: or self::\w+)*")
_OTHER_TAG = re.compile(rf"not\(({_TAGS.pattern})\)")
_WITHOUT = re.compile(r"not\(\.//(\w+)\)")


class _Unknown(ValueError):
    """An expression of another kind than those that are known here."""


@cache
def quickened() -> ModuleType:
    """trafilatura's module of expressions, after those that it uses here have been made quick."""
    from trafilatura import xpaths

    for paths in (getattr(xpaths, name) for name in _USED):
        paths[:] = [quick(each.path) or each for each in paths]
    return xpaths


def quick(path: str) -> _Path | None:
    """A function that finds the elements below the one it is given as an XPath expression does.

    Of what ends in `[1]` it finds the first of the whole page only, which is all that trafilatura looks at.

    Returns:
        None where the expression asks for more than tags and what attributes are like.
    """
    whole = _PATH.fullmatch(path)
    if whole is None:
        return None
    predicates = [each.strip() for each in re.findall(_PREDICATE, whole[1] or whole[3])]
    most = 1 if whole[3] or predicates[-1] == "1" else None
    tags = _TAG.findall(predicates[0]) if _TAGS.fullmatch(predicates[0]) else []
    try:
        tests = [_test_of(each) for each in predicates[bool(tags) :] if each != "1"]
    except _Unknown:
        return None
    kinds = tags or ["*"]

    def find(tree: Any) -> Sequence[Any]:
        found = (each for each in tree.iterdescendants(*kinds) if all(test(each) for test in tests))
        return [*islice(found, most)]

    return find


def _test_of(predicate: str) -> _Test:
    """Whether any of a predicate's questions is true of an element."""
    asked: dict[_Names, list[_Test]] = defaultdict(list)
    for each in _OR.split(predicate):
        names, test = _question(each)
        asked[names].append(test)
    of_itself = asked.pop((), [])
    of_one = {names[0]: _any(tests) for names, tests in asked.items() if len(names) == 1}
    of_first = [(names, _any(tests)) for names, tests in asked.items() if len(names) > 1]

    def is_true(element: Any) -> bool:
        given = element.items()
        for name, value in given:
            if name in of_one and of_one[name](value):
                return True
        for names, test in of_first if given else ():
            for name, value in given:
                if name in names:
                    if test(value):
                        return True
                    break
        return any(test(element) for test in of_itself)

    return is_true


def _any(tests: Sequence[_Test]) -> _Test:
    return lru_cache(_ANSWERS)(lambda value: any(test(value) for test in tests))


def _question(asked: str) -> tuple[_Names, _Test]:
    if found := _OTHER_TAG.fullmatch(asked):
        tags = _TAG.findall(found[1])
        return (), lambda element: element.tag not in tags
    if found := _WITHOUT.fullmatch(asked):
        inner = found[1]
        return (), lambda element: next(element.iterdescendants(inner), None) is None
    for pattern, test_of in _OF_VALUES:
        if found := pattern.fullmatch(asked):
            return tuple(name.strip("@") for name in found["names"].split("|")), test_of(found)
    raise _Unknown(asked)


def _equals(found: re.Match[str]) -> _Test:
    right = found["text"]
    return lambda value: value == right


def _is_like(found: re.Match[str]) -> _Test:
    pattern = re.compile(found["text"], re.IGNORECASE if found["flags"] else re.NOFLAG)
    return lambda value: pattern.search(value) is not None


def _has_part(found: re.Match[str]) -> _Test:
    part, letters = found["text"], str.maketrans(found["upper"] or "", found["lower"] or "")
    if found["where"] == "contains":
        return lambda value: part in value.translate(letters)
    return lambda value: value.translate(letters).startswith(part)


_NAMES = r"(?P<names>@[\w-]+(?:\|@[\w-]+)*)"
_TEXT = "'(?P<text>[^']+)'"
_OF_VALUES: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], _Test]]] = (
    (re.compile(_NAMES), lambda _: lambda _: True),
    (re.compile(f"{_NAMES}={_TEXT}"), _equals),
    (re.compile(rf"re:test\({_NAMES}, *{_TEXT}(?:, *'(?P<flags>i)')?\)"), _is_like),
    (
        re.compile(
            rf"(?P<where>contains|starts-with)\((?:translate\()?{_NAMES}"
            rf"(?:, *'(?P<upper>\w+)', *'(?P<lower>\w+)'\))?, *{_TEXT}\)"
        ),
        _has_part,
    ),
)
