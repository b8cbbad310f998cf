"""The page's modules as one script, so that a first visit asks Lambda for one file and not for each.

The modules are plain ones, in rooms: each import is `import { a, b as c } from "../room/module.js";`, each
export stands before what it exports, and no two modules need one another. So each becomes a function that
is called once, after those that it imports, and returns what it exports; the script stays readable.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

_IMPORT = re.compile(r'^import \{\s+([^{}]+?),?\s+\} from "(\.\.?/[a-z/-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*? |class |const )(\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def one_script(folder: Path, entry: str) -> str:
    """All modules that a module imports, at first or at second hand, and that module, as one.

    Args:
        folder: where the modules and their rooms are.
        entry: the module's path in it, without `.js`.

    Raises:
        ValueError: a module has another form of import or export, or imports itself at some hand.
    """
    return "\n".join(_function(name, text) for name, text in _in_order(folder, entry, (), set()))


def _in_order(
    folder: Path, name: str, importers: tuple[str, ...], done: set[str]
) -> Iterator[tuple[str, str]]:
    """Paths and texts of modules, each after those that it imports."""
    if name in importers:
        raise ValueError(f"modules import one another: {', '.join((*importers, name))}")
    if name in done:
        return
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    for imported in _IMPORT.finditer(text):
        yield from _in_order(folder, _path(imported[2], name), (*importers, name), done)
    done.add(name)
    yield name, text


def _function(name: str, text: str) -> str:
    exported = ", ".join(match[2] for match in _EXPORT.finditer(text))
    text = _IMPORT.sub(
        lambda match: f"const {{ {_renamed(match[1])} }} = {_variable(_path(match[2], name))};\n", text
    )
    text = _EXPORT.sub(r"\1", text)
    if other := _OTHER.search(text):
        raise ValueError(f"{name}.js has a form of import or export that is not known: {other[0]}")
    return f"// --- {name}.js\nconst {_variable(name)} = (() => {{\n{text}return {{ {exported} }};\n}})();\n"


def _path(reference: str, importer: str) -> str:
    """The path of the module that an import in another one refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), reference))


def _renamed(names: str) -> str:
    """The names of an import as a pattern: `a as b` is `a: b`."""
    return names.replace(" as ", ": ")


def _variable(name: str) -> str:
    return "$" + name.replace("/", "$").replace("-", "_")
