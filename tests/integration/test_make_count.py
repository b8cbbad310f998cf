"""`make count` in a terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.articles import article_page

ROOT = Path(__file__).parents[2]


def count(url: str, networks: str = "", *more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["make", "--silent", "count", f"URL={url}", f"PYTHON={sys.executable}", *more],
        cwd=ROOT, env={**os.environ, "COLUMNS": "80", "FETCH_ALLOWED_NETWORKS": networks},
        text=True, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_page_is_counted_with_progress_a_summary_and_bars(site):
    html = '<html lang="en"><title>On tea</title><p>The tea and the cup. Tea, Tea and more tea.</p>'
    done = count(site.page("/tea?a=1&b='2'", html), networks="127.0.0.0/8")
    assert done.returncode == 0, done.stderr
    said, _, table = done.stdout.partition("\n\n")
    assert "fetching http://127.0.0.1" in said
    assert "counting" in said
    assert table.startswith("On tea\n10 words, 5 distinct, 2 sentences")
    bars = {line.split()[0]: line.count("█") for line in table.splitlines() if "█" in line}
    assert bars["tea"] > bars["cup"] > 0
    assert "the" not in bars
    assert max(map(len, table.splitlines())) <= 80


def test_the_main_text_is_counted_alone_where_there_is_one(tmp_path):
    file, form = tmp_path / "lamp.html", tmp_path / "form.html"
    file.write_text(article_page(), encoding="utf-8")
    form.write_text("<form><label>Name <input></label></form>", encoding="utf-8")
    whole, main = count(str(file)), count(str(file), "", "TEXT=main")
    assert "are the main text's: TEXT=main counts those alone" in whole.stdout
    assert "  subscription" in whole.stdout.lower()
    assert "A lamp goes out\nIts main text, " in main.stdout
    assert "  keeper" in main.stdout.lower()
    assert "  subscription" not in main.stdout.lower()
    none = count(str(form), "", "TEXT=main")
    assert none.returncode != 0
    assert "There is no main text: nothing on the page reads as an article" in none.stderr
    assert "TEXT is 'all': it has to be page or main" in count(str(file), "", "TEXT=all").stderr


@pytest.mark.parametrize("tag", ["xx_1", "zz-", "notalanguage", "12"])
def test_what_is_no_language_is_refused_by_its_name(tmp_path, tag):
    file = tmp_path / "notes.txt"
    file.write_text("tea", encoding="utf-8")
    done = count(str(file), "", f"LANGUAGE={tag}")
    assert done.returncode != 0
    assert f"LANGUAGE is {tag!r}: it has to be the tag of a language" in done.stderr
    assert not done.stdout


def test_a_file_is_counted_too(tmp_path):
    file = tmp_path / "a page's $HOME.html"
    file.write_text("<meta charset=utf-8><p>größe größe Größe", encoding="utf-8")
    done = count(str(file))
    assert done.returncode == 0, done.stderr
    assert "größe" in done.stdout.lower()


def test_nothing_in_an_address_is_run_or_changed(site, tmp_path):
    proof = tmp_path / "proof"
    path = f"/$HOME/$(shell touch {proof})/`touch {proof}`/$$;touch {proof};'\""
    normalised = quote(path.replace(" ", "%20"), safe="/$()`;'%~").replace("`", "%60")
    done = count(site.page(normalised, "<p>tea") and site.url(path), networks="127.0.0.0/8")
    assert done.returncode == 0, done.stderr
    assert f"fetching {site.url(normalised)} " in done.stdout
    assert not proof.exists()


@pytest.mark.parametrize("target", ["run", "deploy", "count"])
def test_no_variable_of_make_is_run(tmp_path, target):
    proof = tmp_path / "proof"
    evil = f"$(shell touch {proof})`touch {proof}`'; touch {proof}; '"
    given = [f"{name}={evil}" for name in ("URL", "PORT", "DATA", "STAGE", "STEP", "ALARM_EMAIL", "ANY")]
    done = subprocess.run(
        ["make", "--silent", target, f"PYTHON={sys.executable}", *given],
        cwd=ROOT, env={**os.environ, "AWS_EC2_METADATA_DISABLED": "true"},
        text=True, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert not proof.exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "make count URL="),
        ("ftp://example.com/", "ftp:"),
        ("http://127.0.0.1:9/", "public Internet"),
        ("no such file.html", "host"),
        ("a" * 5_000, "longer than 2,048 characters"),
        ("~nobody has this name/tea.html", "host"),
    ],
)
def test_a_problem_is_said_in_words_with_status_1(url, said):
    done = count(url)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_cannot_command_the_terminal(site):
    done = count(
        site.page("/", "<title>\x1b]0;owned\x07</title><p>fine \x9b31m \u202eword"),
        networks="127.0.0.0/8",
    )
    assert done.returncode == 0
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(done.stdout)


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path):
    page = tmp_path / "tea.html"
    page.write_text("<p>tea</p>")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "local", "count"],
        cwd=ROOT, env={**os.environ, "URL": str(page)}, stdout=writing, stderr=subprocess.PIPE, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def count_text(text: str, **variables: str) -> subprocess.CompletedProcess:
    given = [f"{name}={value}" for name, value in variables.items()]
    return subprocess.run(
        ["make", "--silent", "count", *given, f"PYTHON={sys.executable}"],
        cwd=ROOT, env={**os.environ, "COLUMNS": "80", "LANGUAGE": "fr_FR:fr"}, input=text,
        text=True, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


TEXT = "The tea and the cup. <b>Tea</b> of the best teas is the tea that is in the pot, and the pot is warm."


def test_a_text_of_standard_input_is_counted():
    done = count_text(TEXT)
    assert done.returncode == 0, done.stderr
    assert "language: en" in done.stdout
    assert "  tea " in done.stdout.lower()
    assert "  b " in done.stdout, "markup is text"


def test_programs_get_csv_or_json_and_nothing_else():
    done = count_text(TEXT, FORMAT="csv", LIMIT="2", STOP_WORDS="include")
    assert done.stdout.splitlines()[0] == "word,count,share,spelling"
    assert done.stdout.splitlines()[1].startswith("the,6,")
    assert len(done.stdout.splitlines()) == 3
    told = json.loads(count_text(TEXT, FORMAT="json", LANGUAGE="de").stdout)
    assert told["language"] == "de"
    assert {word["word"]: word["count"] for word in told["words"]}["the"] == 6


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"FORMAT": "xml"}, "FORMAT"),
        ({"LIMIT": "0"}, "LIMIT"),
        ({"LIMIT": "many"}, "LIMIT"),
        ({"STOP_WORDS": "no"}, "STOP_WORDS"),
        ({"TEXT": "main"}, "main text"),
    ],
)
def test_what_cannot_be_printed_is_said_in_words(variables, said):
    done = count_text(TEXT, **variables)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
