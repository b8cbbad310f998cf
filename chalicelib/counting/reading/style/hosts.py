"""What the style of a shadow root says of what is outside of it: `:host` and `::slotted()`.

CSS Scoping, section 3.2. turbohtml does not know them.
"""

import re

from turbohtml import Element, ShadowRoot

_ARGUMENT = r"\(((?:[^()]|\([^()]*\))*+)\)"
_HOST = re.compile(rf":host(-context)?(?:{_ARGUMENT})?(?![\w-])\s*>?\s*", re.IGNORECASE)
_SLOTTED = re.compile(rf"::slotted{_ARGUMENT}\s*\Z", re.IGNORECASE)


def reaches_outside(selector: str) -> bool:
    """Whether a selector starts from a host, or asks for what is in a slot."""
    return _HOST.match(selector) is not None or _SLOTTED.search(selector) is not None


def reached(root: ShadowRoot, selector: str) -> list[Element]:
    """The elements that such a selector matches in a style sheet of `root`.

    Raises:
        SelectorSyntaxError: what is in its brackets, or after them, is no selector.
    """
    host = root.host
    if started := _HOST.match(selector):
        condition = started[2]
        if condition and not (host.closest(condition) if started[1] else host.matches(condition)):
            return []
        selector = selector[started.end() :]
        if not selector:
            return [host]
    if slotted := _SLOTTED.search(selector):
        return host.select(f":scope > :is({slotted[1]})")
    return root.select(selector)


def weighable(selector: str) -> str:
    """A selector that the parser knows, with the specificity of one that `reaches_outside`."""
    started = _HOST.match(selector)
    if started:
        condition = f":is({started[2]})" if started[2] else ""
        selector = f":hover{condition} {selector[started.end() :]}"
    return _SLOTTED.sub(r" i:is(\1)", selector).strip()
