"""The package that `chalice deploy` uploads: whole, small, compiled, and fit for its processor."""

import marshal
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest

from deploy.package import COMPILED
from deploy.pruned import LEFT_OUT
from rehearsal.execution_environment import ExecutionEnvironment, Function
from rehearsal.package import ARCHITECTURES, chalice, copy_project, here, packaged, unpacked
from tests.articles import article_page
from tests.deployment.parts import reset_to_placeholders
from tests.deployment.wheels import OFFLINE

pytestmark = pytest.mark.timeout(300)

MAXIMUM_ZIPPED = 49_000_000  # Lambda takes 50 MB in an upload, and a cold start has to load it
MAXIMUM_UNZIPPED = 150_000_000  # of 250 MB
UNCHECKED_HASH = 0b01  # PEP 552: a hash instead of a time, and not to be compared
MACHINES = {"x86_64": 62, "arm64": 183}  # ELF's numbers of them


@pytest.fixture(scope="module", params=ARCHITECTURES)
def architecture(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def project(architecture: str, projects) -> Path:
    return projects(architecture)


@pytest.fixture(scope="module")
def package(architecture: str, packages) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(packages(architecture)) as archive:
        yield archive


@pytest.fixture(scope="module")
def names(package: zipfile.ZipFile) -> set[str]:
    return set(package.namelist())


def compiled(source: str) -> str:
    folder, _, name = source.rpartition("/")
    cache = f"{name.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc"
    return f"{folder}/__pycache__/{cache}".removeprefix("/")


def test_it_is_small_enough(package, architecture):
    zipped = Path(package.filename).stat().st_size
    unzipped = sum(each.file_size for each in package.infolist())
    print(f"\n{architecture}: {zipped / 1e6:.1f} MB zipped, {unzipped / 1e6:.1f} MB unzipped")
    assert zipped < MAXIMUM_ZIPPED
    assert unzipped < MAXIMUM_UNZIPPED


def test_migrations_stop_words_and_certificates_are_inside(names, project):
    versions = {f"migrations/versions/{path.name}" for path in (project / "migrations/versions").glob("*.py")}
    assert versions
    assert versions | {"migrations/env.py", "alembic.ini", "rds-global-bundle.pem"} <= names
    assert "nltk_data/corpora/stopwords/english" in names
    assert {"frequencies/en.json", "lemmas/en.txt"} <= names


def test_the_page_and_the_description_of_the_api_are_inside(names):
    assert {"chalicelib/api/static/index.html", "chalicelib/api/openapi.json"} <= names


def test_what_lambda_has_itself_and_what_only_development_needs_is_not(names):
    tops = {name.partition("/")[0] for name in names}
    assert not tops & {
        "boto3",
        "botocore",
        "s3transfer",
        "pytest",
        "moto",
        "flask",
        "deploy",
        "local",
        "rehearsal",
        "tests",
    }


def test_what_nothing_reads_of_the_requirements_is_not(names):
    assert not [name for name in names if name.startswith(tuple(f"{folder}/" for folder in LEFT_OUT))]


def test_every_module_is_compiled_once(package, names, project):
    assert [name for name, times in Counter(package.namelist()).items() if times > 1] == []
    ours = [
        f"chalicelib/{path.relative_to(project / 'chalicelib')}"
        for path in project.glob("chalicelib/**/*.py")
    ]
    assert {compiled(source) for source in [*ours, "app.py", "chalice/app.py"]} <= names
    migrations = [name for name in names if name.startswith("migrations/")]
    modules = [name for name in names if name.endswith(".py") and name not in migrations]
    missing = [name for name in modules if compiled(name) not in names]
    assert len(missing) < 0.01 * len(modules), missing  # some packages hold files of other Pythons
    assert [name for name in migrations if name.endswith(".pyc")] == []


def test_what_is_compiled_is_taken_unchecked_and_is_of_the_sources_beside_it(package, project):
    for name in package.namelist():
        if name.endswith(".pyc"):
            magic, flags = struct.unpack("<4sI", package.read(name)[:8])
            assert (magic, flags) == (MAGIC_NUMBER, UNCHECKED_HASH), name
    for source in ("app.py", "chalicelib/worker.py"):
        code = marshal.loads(package.read(compiled(source))[16:])
        assert code.co_filename == f"/var/task/{source}"
        assert code == compile((project / source).read_text(), code.co_filename, "exec")


def test_every_extension_module_is_for_its_processor(package, architecture):
    machines = {
        name: struct.unpack("<H", package.read(name)[18:20])[0]
        for name in package.namelist()
        if package.read(name)[:4] == b"\x7fELF"
    }
    assert len(machines) > 10
    assert set(machines.values()) == {MACHINES[architecture]}, machines


def test_counting_has_all_that_it_needs_in_the_package_alone(package, architecture, folder):
    if architecture != here():
        pytest.skip(f"this machine does not run {architecture}")
    task = unpacked(Path(package.filename), folder / "counting")
    everything = (
        "import icu4py.breakers\n"
        "from chalicelib.counting import count_page, fetch\n"
        "counts = count_page('<p lang=ja>東京都に住む the cat</p>'.encode(), None)\n"
        "assert counts.words['cat'] == 1 and counts.words['住む'] == 1, counts.words\n"
        f"assert count_page({article_page().encode()!r}, 'text/html').main\n"
    )
    function = Function(name="wordcount-dev", task=task, handler="app.app")
    event = {
        "requestContext": {"httpMethod": "GET", "resourcePath": "/", "path": "/"},
        "headers": {}, "pathParameters": {}, "stageVariables": {}, "multiValueQueryStringParameters": None,
        "body": None,
    }  # fmt: skip
    with ExecutionEnvironment(function, prelude=everything) as process:
        assert process.invoke(event)["statusCode"] == 200


def test_another_checkout_makes_the_same_bytes_whatever_its_umask(package, project, architecture, tmp_path):
    if architecture != here():
        pytest.skip("once is enough")
    copied = tmp_path / "wordcount"
    copied.mkdir(0o700)
    for path in sorted(project.rglob("*"), reverse=True):  # a folder lists its files as they came
        target = copied / path.relative_to(project)
        if path.is_symlink() or not path.is_file() or ".chalice/deployments" in str(path):
            continue
        target.parent.mkdir(0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        target.chmod(0o600)
    for name in ("migrations", "alembic.ini"):
        (copied / "vendor" / name).unlink(missing_ok=True)
        (copied / "vendor" / name).symlink_to(f"../{name}")
    before = os.umask(0o077)
    try:
        again = packaged(copied, **OFFLINE)
    finally:
        os.umask(before)
    assert again.read_bytes() == Path(package.filename).read_bytes()
    modes = {each.external_attr >> 16 & 0o777 for each in package.infolist()}
    assert modes <= {0o644, 0o755}, "Lambda runs as another user"


# --- what stops it ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("stopped"))
    (project / "vendor" / COMPILED).unlink(missing_ok=True)
    return project


def test_a_requirement_without_a_wheel_stops_chalice(copied):
    requirements = copied / "requirements.txt"
    pinned = requirements.read_text()
    requirements.write_text(pinned + "nowhere-to-be-had==1.0 --hash=sha256:" + "0" * 64 + "\n")
    done = chalice(copied, "package", str(copied / "out"), **OFFLINE)
    requirements.write_text(pinned)
    assert done.returncode == 1
    assert "Error: the requirements cannot be downloaded" in done.stdout
    assert "nowhere-to-be-had==1.0" in done.stdout
    assert not (copied / "out").exists()


def test_a_wheel_for_a_newer_lambda_only_stops_chalice(copied):
    older = (
        "from chalice.deploy.packager import DependencyBuilder as Builder\n"
        "Builder._RUNTIME_GLIBC = dict.fromkeys(Builder._RUNTIME_GLIBC, (2, 26))\n"
        "from chalice.cli import main\nraise SystemExit(main())"
    )
    environment = {**OFFLINE, "PATH": "/usr/bin:/bin", "AWS_DEFAULT_REGION": "us-east-1"}
    command = [sys.executable, "-c", older, "package", "out"]
    done = subprocess.run(command, cwd=copied, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert re.search(r"no wheel of (?:\S+==\S+, )*icu4py==", done.stderr)
    assert "Deploy with Python 3.12 or newer" in done.stderr
    assert not (copied / "vendor" / COMPILED).exists(), "nothing half done is taken for done"
    assert not (copied / "out").exists()


def test_a_wheel_that_is_not_the_pinned_one_stops_chalice(copied):
    requirements = copied / "requirements.txt"
    pinned = requirements.read_text()
    requirements.write_text(re.sub(r"(?<=sha256:)[0-9a-f]{8}", "00000000", pinned))
    done = chalice(copied, "package", str(copied / "out"), **OFFLINE)
    requirements.write_text(pinned)
    assert done.returncode == 1
    assert "cannot be downloaded" in done.stdout
    assert not (copied / "out").exists()


def test_a_stage_that_there_is_not_stops_chalice(copied):
    done = chalice(copied, "package", "--stage", "prd", str(copied / "out"), **OFFLINE)
    assert done.returncode == 1
    assert "There is no stage 'prd'; the stages are dev, " in done.stdout


def test_a_stage_that_stands_on_nothing_yet_stops_chalices_own_deploy_before_anything_is_made(copied):
    reset_to_placeholders(copied / ".chalice" / "config.json")
    done = chalice(copied, "deploy", "--stage", "prod", **OFFLINE, AWS_EC2_METADATA_DISABLED="true")
    assert done.returncode == 1
    assert "names subnet-from-the-stack-wordcount-prod, sg-from-the-stack" in done.stdout
    assert "`make deploy STAGE=prod` makes them and deploys" in done.stdout
    assert not (copied / ".chalice" / "deployments").exists()
