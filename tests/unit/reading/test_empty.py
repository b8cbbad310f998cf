"""Why a page has no words: each reason has its sentence wherever one is said."""

import json
import re
from pathlib import Path

from chalicelib.counting.reading.empty import REASONS
from local.printing import WHY_EMPTY

API = Path(__file__).parents[3] / "chalicelib" / "api"


def test_the_command_line_and_the_page_have_a_sentence_for_each_reason():
    page = (API / "static/views/job.js").read_text().partition("const WHY_EMPTY = {")[2].partition("};")[0]
    assert set(re.findall(r"^ *(\w+): ", page, re.MULTILINE)) == set(REASONS) == set(WHY_EMPTY)


def test_the_description_of_the_api_names_each_reason():
    summary = json.loads((API / "openapi.json").read_text())["components"]["schemas"]["Summary"]
    assert summary["properties"]["why_empty"]["enum"] == list(REASONS)
