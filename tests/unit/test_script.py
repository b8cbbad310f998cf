"""The page's modules as one script."""

import re
from pathlib import Path

import pytest

from chalicelib.api.script import one_script

STATIC = Path(__file__).parents[2] / "chalicelib" / "api" / "static"


@pytest.fixture
def modules(tmp_path):
    def write(**texts):
        for name, text in texts.items():
            file = tmp_path / f"{name.replace('__', '/').replace('_', '-')}.js"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        return tmp_path

    return write


def test_a_module_follows_those_that_it_imports_and_each_stands_once(modules):
    folder = modules(
        page='import { b } from "./second.js";\nimport { a } from "./the-first.js";\nb(a);\n',
        second='import { a as c } from "./the-first.js";\nexport function b() { return c; }\n',
        the_first="export const a = 1;\n",
    )
    script = one_script(folder, "page")
    assert re.findall(r"// --- (\S+)", script) == ["the-first.js", "second.js", "page.js"]
    assert "const { a: c } = $the_first;" in script
    assert "return { b };" in script
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)


def test_modules_of_different_rooms_find_one_another(modules):
    folder = modules(
        page='import { a } from "./tables/table.js";\na();\n',
        tables__table='import { b } from "../ui/dom.js";\nimport { c } from "./rows.js";\n'
        "export const a = b + c;\n",
        tables__rows="export const c = 1;\n",
        ui__dom="export const b = 1;\n",
    )
    script = one_script(folder, "page")
    assert re.findall(r"// --- (\S+)", script) == [
        "ui/dom.js",
        "tables/rows.js",
        "tables/table.js",
        "page.js",
    ]
    assert "const { b } = $ui$dom;" in script


@pytest.mark.parametrize(
    "text",
    [
        "export default 1;\n",
        "export let a = 1;\n",
        'import * as all from "./other.js";\n',
        "const a = 1;\nexport { a };\n",
        'export { a } from "./other.js";\n',
    ],
)
def test_a_form_that_is_not_known_is_said(modules, text):
    with pytest.raises(ValueError, match=r"page\.js has a form of import or export"):
        one_script(modules(page=text, other="export const a = 1;\n"), "page")


def test_modules_that_import_one_another_are_said(modules):
    folder = modules(
        page='import { a } from "./other.js";\nexport const b = 1;\n',
        other='import { b } from "./page.js";\nexport const a = 1;\n',
    )
    with pytest.raises(ValueError, match="import one another: page, other, page"):
        one_script(folder, "page")


def test_every_module_of_the_page_is_in_its_script():
    script = one_script(STATIC, "page")
    assert set(re.findall(r"^// --- (\S+)$", script, re.MULTILINE)) == {
        str(path.relative_to(STATIC)) for path in STATIC.rglob("*.js")
    }
