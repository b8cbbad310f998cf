"""The house's order: who may import whom, and what a cold start does not pay for."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("chalicelib/**/*.py"))

# Who imports what from outside, besides the standard library and ourselves.
ONLY_IN = {
    "requests": ("chalicelib/counting/fetching/",),
    "urllib3": ("chalicelib/counting/fetching/", "chalicelib/results/database.py"),  # there to poll a socket
    "certifi": ("chalicelib/counting/fetching/tls.py",),
    "protego": ("chalicelib/counting/fetching/robots.py",),
    "bs4": ("chalicelib/counting/reading/tree_builder.py",),
    "turbohtml": ("chalicelib/counting/reading/",),
    "lxml": tuple(
        f"chalicelib/counting/reading/{name}.py" for name in ("containers", "main_text", "sections")
    ),
    "pypdf": ("chalicelib/counting/reading/documents/pdf.py",),
    "trafilatura": tuple(
        f"chalicelib/counting/reading/{name}.py" for name in ("main_text", "mending", "paths")
    ),
    "nltk": ("chalicelib/counting/words/collocates.py",),  # its word lists are read as files
    "stopwordsiso": ("chalicelib/counting/words/stop_words.py",),
    "gcld3": ("chalicelib/counting/words/detector.py",),
    "icu4py": ("chalicelib/counting/words/segmentation.py",),
    "regex": ("chalicelib/counting/words/tokens.py",),
    "webencodings": ("chalicelib/counting/reading/charset.py",),
    "boto3": ("chalicelib/jobs.py", "chalicelib/settings.py"),
    "botocore": ("chalicelib/jobs.py", "chalicelib/settings.py"),
    "sqlalchemy": ("chalicelib/results/", "migrations/"),
    "alembic": ("chalicelib/results/", "migrations/"),
    "pg8000": ("chalicelib/results/",),
    "chalice": ("app.py", "chalicelib/api/"),
}

# The sockets of the standard library, which pure functions have no use for.
NETWORK = {"socket", "ssl", "http.client", "urllib.request"}

# Each layer, and the layers of ours that it may use; the first that fits a file holds.
MAY_USE = {
    "chalicelib/counting/fetching/": (
        "counting.fetching",
        "counting.reading.media",
        "counting.reading.refresh",
        "settings",
        "errors",
        "release",
        "urls",
    ),
    "chalicelib/counting/reading/": ("counting.reading", "counting.words", "errors"),
    "chalicelib/counting/words/": ("counting.words", "errors"),
    "chalicelib/counting/": ("counting",),
    "chalicelib/corpus/": ("results.rows",),
    "chalicelib/results/": ("results", "settings", "errors"),
    "chalicelib/api/inputs.py": ("ids", "errors", "counting.words.folding"),
    "chalicelib/api/submission.py": ("api", "ids", "errors", "urls", "counting.words.tags"),
    "chalicelib/api/texts.py": ("results", "errors", "counting.words"),
    "chalicelib/api/representations/phrases.py": ("api", "counting.words.segmentation"),
    "chalicelib/api/calls/contexts.py": ("api", "results", "counting.words"),
    "chalicelib/api/calls/collocates.py": ("api", "results", "counting.words"),
    "chalicelib/api/view.py": (
        "api",
        "results",
        "counting.words.folding",
        "counting.words.families",
    ),
    "chalicelib/api/": (
        "api",
        "corpus",
        "results",
        "jobs",
        "ids",
        "telemetry",
        "settings",
        "errors",
        "release",
        "urls",
    ),
    "chalicelib/worker.py": (
        "admission",
        "runs",
        "results",
        "counting",
        "deliveries",
        "jobs",
        "telemetry",
        "settings",
        "errors",
    ),
    "chalicelib/canary.py": ("results", "jobs", "ids", "errors"),
    "chalicelib/runs.py": ("counting", "deliveries", "telemetry", "settings", "errors"),
    "chalicelib/admission.py": ("runs", "results", "telemetry", "errors", "urls"),
    "chalicelib/last_resort.py": ("worker", "results", "deliveries", "jobs", "telemetry", "errors"),
    "chalicelib/telemetry/": ("telemetry", "settings", "errors", "release"),
    "chalicelib/deliveries.py": ("ids", "jobs"),
    "chalicelib/jobs.py": ("ids", "urls", "settings", "errors"),
    "chalicelib/ids.py": (),
    "chalicelib/urls.py": ("errors",),
    "chalicelib/settings.py": ("errors",),
    "chalicelib/errors/": ("errors",),
    "chalicelib/release.py": (),
    "chalicelib/cold_start.py": (),
    "chalicelib/__init__.py": (),
}


def imports(path: Path) -> set[str]:
    """The dotted names that a file imports when it runs, not those for type checkers only."""
    found = set()
    todo: list[ast.AST] = [ast.parse(path.read_text())]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            todo += node.orelse
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        todo += ast.iter_child_nodes(node)
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [ROOT / "app.py", *SOURCES, *ROOT.glob("migrations/**/*.py")], ids=relative)
def test_each_package_from_outside_is_imported_in_its_room_only(path):
    for name in imports(path):
        allowed = ONLY_IN.get(name.partition(".")[0])
        assert allowed is None or relative(path).startswith(allowed), f"{name} does not belong here"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_dependencies_run_one_way(path):
    allowed = next(layers for start, layers in MAY_USE.items() if relative(path).startswith(start))
    for name in imports(path):
        top, _, within = name.partition(".")
        assert top not in ("app", "local", "rehearsal", "deploy", "benchmarks", "tests"), (
            f"{name} is above this file"
        )
        if top == "chalicelib":
            below = any(f"{within}.".startswith(f"{layer}.") for layer in allowed)
            assert below, f"{name} is not below this file"


@pytest.mark.parametrize("start", MAY_USE)
def test_no_layer_may_use_what_it_does_not(start):
    files = [path for path in SOURCES if start == next(s for s in MAY_USE if relative(path).startswith(s))]
    used = [f"{name}." for path in files for name in imports(path)]
    unused = [
        layer for layer in MAY_USE[start] if not any(name.startswith(f"chalicelib.{layer}.") for name in used)
    ]
    assert not unused, f"{start} uses nothing of them"


@pytest.mark.parametrize(
    "path",
    sorted({*ROOT.glob("chalicelib/counting/**/*.py")} - {*ROOT.glob("chalicelib/counting/fetching/*.py")}),
    ids=relative,
)
def test_counting_knows_of_no_fetching(path):
    for name in imports(path):
        assert not f"{name}.".startswith("chalicelib.counting.fetching."), f"{name} is a room of its own"
        assert not {name, name.rpartition(".")[0]} & NETWORK, f"{name} belongs into fetching"


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


HEAVY = {"sqlalchemy", "pg8000", "alembic", "nltk", "bs4", "turbohtml", "requests", "icu4py", "gcld3"}
HEAVY |= {"trafilatura", "lxml", "pypdf"}


def test_importing_the_app_imports_no_database_no_parser_and_no_client():
    loaded = modules_after("import app")
    assert "chalice" in loaded
    assert not loaded & (HEAVY | {"boto3"})


def test_counting_a_page_imports_nothing_of_nltk():
    loaded = modules_after(
        "from chalicelib.counting import count_page; count_page(b'<p>A word', 'text/html')"
    )
    assert "turbohtml" in loaded
    assert "nltk" not in loaded


def test_who_only_counts_imports_no_client_and_who_only_fetches_no_parser():
    assert not modules_after("from chalicelib.counting import count_page") & {"requests", "urllib3", "http"}
    assert not modules_after("from chalicelib.counting import fetch") & {"bs4", "turbohtml", "regex", "nltk"}


def test_settings_errors_urls_and_jobs_are_light():
    loaded = modules_after("import chalicelib.settings, chalicelib.errors, chalicelib.urls, chalicelib.jobs")
    assert not loaded & (HEAVY | {"boto3", "chalice"})


@pytest.mark.parametrize("room", ["api", "corpus", "counting/fetching", "counting/reading/documents"])
def test_a_room_names_each_of_its_modules(room):
    folder = ROOT / "chalicelib" / room
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))
    there = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    there |= {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}
    assert set(re.findall(r"^(\w+/?) {2,}", said, re.MULTILINE)) == there


def test_every_file_says_what_it_is_for():
    for path in [
        ROOT / "app.py",
        *SOURCES,
        *ROOT.glob("local/*.py"),
        *ROOT.glob("rehearsal/*.py"),
        *ROOT.glob("deploy/*.py"),
        *ROOT.glob("benchmarks/*.py"),
    ]:
        assert ast.get_docstring(ast.parse(path.read_text())), f"{relative(path)} has no docstring"
