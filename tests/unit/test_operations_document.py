"""docs/operations.md: it names what there is, explains every alarm, and adds up."""

import importlib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from cfnlint import decode

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text()
TEMPLATE, _ = decode.decode(str(ROOT / "deploy" / "infrastructure.yaml"))
RESOURCES = TEMPLATE["Resources"].values()
STAGES = json.loads((ROOT / ".chalice" / "config.json").read_text())["stages"]
CALCULATED = ("dev", "staging", "prod")
"""Whose sizes and costs the document works out; a stage of one's own needs no more than its name in it."""
ALARM_NAMES = "wordcount-${Stage}-"


def section(title: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    level, _, _ = title.partition(" ")
    _, found, rest = TEXT.partition(f"\n{title}\n")
    assert found, title
    return re.split(rf"\n#{{1,{len(level)}}} ", rest)[0]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def test_every_alarm_is_explained_and_no_other():
    alarms = {
        each["Properties"]["AlarmName"]["Fn::Sub"].removeprefix(ALARM_NAMES)
        for each in RESOURCES
        if each["Type"] == "AWS::CloudWatch::Alarm"
    }
    assert sorted(first_cells(section("## Alarms"))) == sorted(alarms)


def test_an_alarm_that_points_here_finds_its_section():
    titles = re.findall(r'see "(.+)" in docs', (ROOT / "deploy" / "infrastructure.yaml").read_text())
    assert titles
    for title in titles:
        assert section(f"## {title}")


def test_the_migrations_template_finds_its_section():
    template = (ROOT / "migrations" / "script.py.mako").read_text()
    assert 'docs/operations.md, "Migrations"' in template
    assert section("## Migrations")


def test_every_stage_is_named():
    assert all(f"`{stage}`" in section("## What runs where") for stage in STAGES)


def test_every_function_is_named_with_its_memory_and_time():
    named = section("## What runs where")
    for function, limits in STAGES["prod"]["lambda_functions"].items():
        name = "wordcount-STAGE" + ("" if function == "api_handler" else f"-{function}")
        bounds = f"{limits['lambda_memory_size']:,} MB, {limits['lambda_timeout']} s"
        assert re.search(rf"^\| `{name}` \|.*\| {bounds} \|$", named, re.MULTILINE), name


def test_every_parameter_of_the_stack_is_named_as_make_takes_it():
    for parameter in TEMPLATE["Parameters"]:
        variable = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", parameter).upper()
        assert variable in section("## The first deploy")


def test_the_steps_are_those_that_there_are_in_their_order():
    deploy = pytest.importorskip("deploy.__main__")
    steps = section("### What each step does")
    assert first_cells(steps) == list(deploy.STEPS)
    assert all(f"`{step}`" in steps for step in deploy.ASIDE)
    taken = {step for steps in re.findall(r'STEP="?([a-z ]+)', TEXT) for step in steps.split()}
    assert taken <= {*deploy.STEPS, *deploy.ASIDE}


def test_the_commands_of_make_are_those_that_there_are():
    pytest.importorskip("deploy.__main__")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"[`\n]make ([a-z]+)", TEXT)) <= targets


def test_the_modules_that_are_run_are_there():
    for name in re.findall(r"python -m (benchmarks\.[a-z_]+)", TEXT):
        assert importlib.util.find_spec(name)


def test_the_links_inside_lead_somewhere():
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


def test_what_it_says_of_sizes_is_what_the_stack_is_given():
    prod = TEMPLATE["Mappings"]["Sizes"]["prod"]
    costs = section("### A stage that does nothing")
    for name in CALCULATED:
        size = TEMPLATE["Mappings"]["Sizes"][name]
        assert size["DatabaseClass"] in costs
        assert f"{size['Storage']} GB" in costs
    bounds = section("### What bounds it")
    assert f"prod {prod['Connections']}" in bounds
    concurrency = [
        f"{name} {STAGES[name]['environment_variables']['WORKER_MAXIMUM_CONCURRENCY']}" for name in CALCULATED
    ]
    assert ", ".join(concurrency) in bounds
    limits = [f"{name} {STAGES[name]['api_gateway_throttling']['rate_limit']}" for name in CALCULATED]
    assert ", ".join(limits) in bounds
    days = [str(TEMPLATE["Mappings"]["Sizes"][name]["LogDays"]) for name in CALCULATED]
    assert f"kept for {days[0]}, {days[1]} and {days[2]} days" in " ".join(TEXT.split())


@pytest.mark.parametrize(
    "title", ["### A stage that does nothing", "### Each million jobs", "### Beside Heroku"]
)
def test_the_sums_are_those_of_the_lines(title):
    rows = [
        [cell.strip(" *") for cell in row.strip("|").split("|")]
        for row in re.findall(r"^\|.*\|$", section(title), re.MULTILINE)[2:]
    ]
    end = next(number for number, row in enumerate(rows) if row[0] == "sum")
    for column, total in enumerate(rows[end]):
        if column and total:
            assert sum(last_number(row[column]) for row in rows[:end]) == pytest.approx(last_number(total))


def last_number(cell: str) -> float:
    return float(re.findall(r"\d+(?:\.\d+)?", cell)[-1])


def test_what_an_abuser_could_cost_follows_from_the_stages_limits():
    text = section("### What an abuser of an open stage could cost")
    a_million = float(re.search(r"\*\*\$([\d.]+) a million calls", text)[1])
    parts = re.findall(r"\$([\d.]+)", text.partition(" = **")[0])
    assert sum(map(float, parts)) == pytest.approx(a_million)
    seconds = float(re.search(r"Lambda ([\d.]+) s \$", text)[1])
    assert 0.2 + seconds * 1.7275 * 13.3334 == pytest.approx(float(parts[1]), abs=0.01)
    a_worker = sum(float(each.replace(",", "")) for each in re.findall(r"= \$([\d,]+)", text)[:2])
    rows = re.findall(
        r"^\| (.+): (\d+) \| ([\d,]+) million \| (.+) \| (\d+): (.+) \| (.+) \|$", text, re.MULTILINE
    )
    for name, rate, millions, calls, workers, pages, together in rows:
        if name in STAGES:
            assert int(rate) == STAGES[name]["api_gateway_throttling"]["rate_limit"]
            assert workers == STAGES[name]["environment_variables"]["WORKER_MAXIMUM_CONCURRENCY"]
        a_month = min(int(rate), 1000 / seconds) * 2.628
        assert dollars(millions) == pytest.approx(a_month, rel=0.02)
        assert dollars(calls) == pytest.approx(a_month * a_million, rel=0.02)
        assert dollars(pages) == pytest.approx(int(workers) * a_worker, rel=0.01)
        assert dollars(together) == pytest.approx(dollars(calls) + dollars(pages))
    assert {name for name, *_ in rows} > set(CALCULATED)


def test_what_an_abuser_costs_until_somebody_is_woken_follows_from_the_alarm():
    text = " ".join(section("### What an abuser of an open stage could cost").split())
    a_million = float(re.search(r"\*\*\$([\d.]+) a million calls", text)[1])
    megabytes, seconds = map(float, re.search(r"was ([\d.]+) MB, and took ([\d.]+) s", text).groups())
    until, below = (
        [dollars(each) for each in re.findall(r"\$[\d,.]*\d", part)]
        for part in re.search(
            r"when the worst calls have cost (.+?);.+? in prod, for (.+?)\. ", text
        ).groups()
    )
    terabytes = [
        float(each) for each in re.search(r"([\d.]+) TB in dev, ([\d.]+) in .+?([\d.]+) in p", text).groups()
    ]
    runbook = section("## Alarms")
    for stage, woken, missed, given in zip(STAGES, until, below, terabytes, strict=True):
        alarm = TEMPLATE["Mappings"]["Sizes"][stage]["AnswersAlarmBytes"]
        assert f"{alarm / 1e9:.0f} GB ({stage})" in runbook
        rate = min(STAGES[stage]["api_gateway_throttling"]["rate_limit"], 1000 / seconds)
        assert woken == pytest.approx(rate * 900 * a_million / 1e6, rel=0.02)
        quarters = 730 * 4
        assert given == pytest.approx(alarm * quarters / 1e12, rel=0.01)
        assert missed == pytest.approx(alarm / (megabytes * 1e6) * quarters * a_million / 1e6, rel=0.01)


@pytest.mark.parametrize(
    ("statuses", "ends"),
    [
        *[
            (f"Scheduled Running {end}", 0)
            for end in ("Complete", "Failed", "Cancelled", "Timeout", "Unknown")
        ],
        ("Running refused", 1),
        ("refused", 1),
    ],
)
def test_asking_the_logs_ends_with_a_query_that_ends_in_any_way(statuses, ends, tmp_path):
    (ask,) = re.findall(r"^ask\(\) \{.*?^\}", TEXT, re.MULTILINE | re.DOTALL)
    (tmp_path / "left").write_text("\n".join([*statuses.split(), "results"]) + "\n")
    stand_ins = """
        aws() {
            [ "$2" = start-query ] && { echo query; return; }
            local status=$(head -1 left); sed -i 1d left
            [ "$status" != refused ] && echo "$status"
        }
        sleep() { [ -s left ] || exit 9; }
        jq() { cat; }
    """
    done = subprocess.run(
        ["bash", "-c", f"{stand_ins}\n{ask}\nask 'fields @message' 2"],
        cwd=tmp_path, env={"STAGE": "dev", "PATH": os.environ["PATH"]},
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.returncode == ends, done.stderr
    assert done.stdout == ("results\n" if ends == 0 else "")


def test_what_many_jobs_a_second_take_follows_from_the_tables():
    costs = section("### Each million jobs")
    (calls,) = re.findall(r"\| calls of the API a job \| [\d.]+ \| ([\d.]+) \|", costs)
    (logs,) = re.findall(r"\| logs \| [\d.]+ \| ([\d.]+) \|", costs)
    headings = re.findall(r"^### ([\d,]+) a second: .*$", TEXT, re.MULTILINE)
    assert headings == ["10", "100", "1,000"]
    for heading in re.findall(r"^### [\d,]+ a second: .*$", TEXT, re.MULTILINE):
        rate, text = dollars(heading.split()[1]), section(heading)
        assert dollars(re.search(r"([\d,]+) calls a second", text)[1]) == pytest.approx(rate * float(calls))
        for terabytes, asked in re.findall(r"\$0\.045 × ([\d.]+) TB = \$([\d,]+)", text):
            assert float(terabytes) == pytest.approx(rate * 35e3 * 2.628e6 / 1e12, rel=0.01)
            assert dollars(asked) == pytest.approx(float(terabytes) * 45, rel=0.01)
        for terabytes, asked in re.findall(r"\*\*Logs\*\*: ([\d.]+) TB × \$0\.53 = \$([\d,]+)", text):
            assert dollars(asked) == pytest.approx(rate * 2.628 * float(logs), rel=0.01)
            assert float(terabytes) * 530 == pytest.approx(dollars(asked), rel=0.01)


def dollars(text: str) -> float:
    return float(text.strip("$").replace(",", ""))


def test_the_costs_count_the_alarms_and_metrics_that_there_are():
    watched = sum(
        len([metric for metric in each["Properties"].get("Metrics", [{}]) if "Expression" not in metric])
        for each in RESOURCES
        if each["Type"] == "AWS::CloudWatch::Alarm"
    )
    assert f"| {watched} alarmed metrics ×" in section("### A stage that does nothing")
