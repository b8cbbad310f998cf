"""Selectors as texts: lists of them, which are valid, and which can match at all (Selectors, level 4)."""

import re

LONGEST_SELECTOR = 2000
"""Characters of a selector, with what it is nested in; a longer one is left out, and not looked at."""

_CLASSES = frozenset(
    "active active-view-transition active-view-transition-type any-link autofill checked current "
    "default defined dir disabled empty enabled first-child first-of-type focus focus-visible "
    "focus-within fullscreen future has host host-context hover in-range indeterminate invalid "
    "is lang last-child last-of-type link modal not nth-child nth-last-child nth-last-of-type "
    "nth-of-type only-child only-of-type open optional out-of-range past picture-in-picture "
    "placeholder-shown popover-open read-only read-write required root scope "
    "state target target-current user-invalid user-valid valid visited where xr-overlay "
    "-webkit-any -webkit-any-link -webkit-autofill -webkit-drag -webkit-full-page-media -webkit-full-screen "
    "-webkit-full-screen-ancestor before after first-line first-letter".split()
)
"""Pseudo-classes, and the pseudo-elements that may be written as these are."""

_ELEMENTS = frozenset(
    "after backdrop before checkmark column cue details-content file-selector-button first-letter first-line "
    "grammar-error highlight marker part picker picker-icon placeholder scroll-button scroll-marker "
    "scroll-marker-group search-text selection slotted spelling-error target-text view-transition "
    "view-transition-group view-transition-image-pair view-transition-new view-transition-old".split()
)

_PLAIN = re.compile(r"[\w.#*-][\w\s.#*>+~-]*[\w*-]|[\w*]")
_ESCAPE = re.compile(r"\\(?:[0-9a-f]{1,6}\s?|.)", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""\[(?:[^\[\]"']|"[^"]*"|'[^']*')*+\]""")
_SOMETHING = ":empty"  # in place of an attribute that is asked for
_WITHIN = r"\((?:[^()]|\([^()]*\))*+\)"
_FORGIVING = re.compile(rf":(?:is|where){_WITHIN}", re.IGNORECASE)
_CHOICE = re.compile(rf":(?:is|where|not){_WITHIN}", re.IGNORECASE)
_FUNCTION = re.compile(_WITHIN)
_PSEUDO = re.compile(r"(::?)(-?[\w-]+)?")
_UNREAD_LANGUAGES = re.compile(r":lang\((?!\s*[\w-]+\s*\))", re.IGNORECASE)  # Chromium reads one, as a name
_IMPOSSIBLE = re.compile(
    r"[;}!@%/?=`^$\]]|[.#]-?\d|[.#](?![\w&-])|[>+~]\s*(?:[>+~,]|\Z)|^\s*[>+~]"
    # what is no element has none in it or after it
    r"|:(?::[\w-]+|before|after|first-l[a-z]+)(?:\s*[>+~]|\s+\S)"
)
# What never is: a state that needs someone's hand, and what is no element.
_NEVER = re.compile(
    r"::|:(?:before|after|first-l|hover|active|focus|target|visited|-(?!webkit-any)|host|popover-open|autofill|modal|fullscreen)"
)
UNDEFINED = "x-undefined"
"""The attribute of elements that only a script could define."""

_EMPTY = "[value]:not([value='']), textarea:not(:empty), :checked"
_UNREAD = {
    "defined": f":not([{UNDEFINED}])",
    "indeterminate": ":not([value]):where(progress)",
    "invalid": f"[required]:where(input, textarea, select):where(:not({_EMPTY}))",
    "open": "[open]:where(details, dialog)",
    "placeholder-shown": f"[placeholder]:where(:not([placeholder=''], {_EMPTY}))",
    "valid": f":where(input, textarea, select, button, form, fieldset):not(:where([required]:not({_EMPTY})))",
    "-webkit-any-link": ":any-link",
}
"""States that the parser does not know, as it can ask for them; each weighs what the state does."""

_UNREAD_STATE = re.compile(
    rf":(?:({'|'.join(_UNREAD)})|(?:popover-open|state|target-current|xr-overlay|active-view-transition(?:-type)?"
    r"|-webkit-(?:autofill|drag|full-page-media|full-screen(?:-ancestor)?))(?:\([^()]*\))?)(?![\w-])",
    re.IGNORECASE,
)
_ANY = re.compile(r":-webkit-any\(", re.IGNORECASE)


def selectors(listed: str) -> list[str]:
    """The selectors of a list, which has commas between them."""
    if "(" not in listed and "[" not in listed:
        return listed.split(",")
    parts: list[str] = []
    depth = start = 0
    for found in re.finditer(r"[(\[\])]|,", listed):
        if found[0] in "([":
            depth += 1
        elif found[0] in ")]":
            depth -= 1
        elif depth <= 0:
            parts.append(listed[start : found.start()])
            start = found.end()
    return [*parts, listed[start:]]


def are_valid(listed: str, *, nested: bool = False) -> bool:
    """Whether browsers know all of a list's selectors; one that they do not makes them ignore its rule.

    Args:
        listed: the list.
        nested: whether it is in another rule's block, where selectors may begin with a combinator.
    """
    if len(listed) > LONGEST_SELECTOR or ("," not in listed and _PLAIN.fullmatch(listed)):
        return True
    plain = _FORGIVING.sub(":is", _ATTRIBUTE.sub(_SOMETHING, _ESCAPE.sub("x", listed)))
    return (
        all(map(_is_valid, selectors(plain.lstrip(" \t\r\n>+~") if nested else plain)))
        and all(_is_known(colons, name or "") for colons, name in _PSEUDO.findall(plain))
        and not _UNREAD_LANGUAGES.search(plain)
    )


def _is_valid(selector: str) -> bool:
    selector = selector.strip()
    return bool(selector) and not _IMPOSSIBLE.search(_FUNCTION.sub("", selector))


def _is_known(colons: str, name: str) -> bool:
    name = name.lower()
    if colons == "::":
        return name in _ELEMENTS or name.startswith("-webkit-")
    return name in _CLASSES


def may_be(selector: str) -> bool:
    """Whether what a selector asks for can be without someone's hand, and is an element."""
    return ":" not in selector or not _NEVER.search(
        _CHOICE.sub("", selector) if "(" in selector else selector
    )


def matchable(selector: str) -> str:
    """`selector` without states that the parser does not know: with what comes to the same, or never holds.

    `:defined` is what is not marked as `UNDEFINED`.
    """
    if ":" not in selector:
        return selector
    return _ANY.sub(":is(", _UNREAD_STATE.sub(_as_read, selector))


def _as_read(found: re.Match[str]) -> str:
    return _UNREAD[found[1].lower()] if found[1] else ":hover"
