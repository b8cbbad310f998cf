"""`make run` as its user sees it: one command, one line with the address, and nothing left behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from chalicelib.jobs import Job
from local.messages import New, Rules
from local.salvage import opened
from tests.reliability.command import ROOT, Run, command_of
from tests.service import until

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")


@pytest.fixture
def start(folder: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    data = folder / re.sub(r"\W+", "-", request.node.name)

    def start_run(**options: int) -> Run:
        runs.append(Run(data, **options))
        return runs[-1]

    yield start_run
    for run in runs:
        run.kill()


def count(address: str, url: str) -> dict:
    job_id = post(address, url)
    return until(lambda: (job := get(address, job_id))["status"] != "pending" and job)


def post(address: str, url: str) -> str:
    return requests.post(f"{address}/jobs", json={"url": url}, timeout=30).json()["id"]


def get(address: str, job_id: str) -> dict:
    return requests.get(f"{address}/jobs/{job_id}", timeout=30).json()


def test_a_page_is_counted_and_found_again_after_a_restart(start, site):
    first = start()
    address = first.address
    job = count(address, site.page("/", "<title>Tea</title><p>tea tea cup</p>"))
    assert job["title"] == "Tea"
    assert "Postgres" in "".join(first.said), "it says what it does"
    assert "nothing was left to do" in first.interrupt()
    until(lambda: not first.processes())

    second = start()
    address = second.address
    assert get(address, job["id"]) == job
    assert requests.get(f"{address}/health", timeout=30).status_code == 200
    second.interrupt()
    until(lambda: not second.processes())


@pytest.mark.parametrize("victim", ["make", "python"])
def test_a_kill_leaves_no_process_behind_and_pending_jobs_go_on(start, site, victim):
    first = start()
    address = first.address
    busy = site.page("/", "busy", 503, Retry_After="3")
    site.page("/", "<p>open</p>")
    job_id = requests.post(f"{address}/jobs", json={"url": busy}, timeout=30).json()["id"]
    until(lambda: site.visits["/"] == 1)
    until(lambda: ['"attempt": 2' in body for body in first.waiting()] == [True])  # the first is deleted last
    assert len(first.processes()) > 2
    os.kill(first.process.pid if victim == "make" else python_of(first), signal.SIGKILL)
    until(lambda: not first.processes())

    second = start()
    address = second.address
    assert "1 unfinished job from the last time goes on" in "".join(second.said)
    job = until(lambda: (job := get(address, job_id))["status"] == "succeeded" and job)
    assert job["words"][0]["word"] == "open"
    second.interrupt()


def python_of(run: Run) -> int:
    """The process of the service itself."""
    children = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children").read_text().split()
    return int(children[0])


def test_what_is_pending_at_ctrl_c_is_kept_and_said(start, site):
    run = start()
    address = run.address
    busy = site.page("/", "busy", 503, Retry_After="60")
    requests.post(f"{address}/jobs", json={"url": busy}, timeout=30)
    until(lambda: site.visits["/"] == 1)
    time.sleep(0.5)
    assert "1 unfinished job kept for the next start" in run.interrupt()


def test_a_signal_that_another_thread_takes_ends_the_wait_too():
    program = """if True:
        import signal, threading, time
        from local.run import _End

        def take():
            time.sleep(0.2)  # until the main thread sleeps, to be woken by signals to itself alone
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)
            time.sleep(60)

        end = _End()
        threading.Thread(target=take, daemon=True).start()
        end.wait()
    """
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=30)


def test_a_site_that_never_answers_does_not_hold_ctrl_c_up(start):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        run = start()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        requests.post(f"{run.address}/jobs", json={"url": url}, timeout=30)
        held, _ = silent.accept()
        assert "1 unfinished job kept" in run.interrupt()
        held.close()


def test_a_port_that_is_taken_is_said_with_what_to_do(start):
    first = start()
    port = int(first.address.rpartition(":")[2])
    second = Run(first.data.with_name("second"), port=port)
    said = second.ended(60)
    assert second.process.returncode != 0
    assert f"Port {port} cannot be used" in said
    assert "make run PORT=" in said
    first.interrupt()


@pytest.mark.parametrize(
    ("options", "settings", "said"),
    [
        (["--port", "70000"], {}, "70000 is no port, which is a number from 0 to 65535"),
        (["--port", "0"], {"FETCH_MAX_BYTES": "lots"}, "FETCH_MAX_BYTES is 'lots'"),
        (["--port", "0"], {"LOG_LEVEL": "loud"}, "LOG_LEVEL is 'loud'"),
        (["--port", "0"], {"API_ACCESS": "key", "API_KEY": ""}, "API_ACCESS is key, and there is no key"),
    ],
)
def test_what_it_is_given_wrongly_is_named_and_nothing_is_started(tmp_path, options, settings, said):
    done = subprocess.run(
        [sys.executable, "-m", "local", "run", *options, "--data", str(tmp_path / "data")],
        cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "postgres").exists()


def test_a_folder_that_cannot_be_used_is_named(start, folder):
    first = start()
    first.data.parent.joinpath("file").touch()
    said = Run(folder / "file" / "data").ended(60)
    assert first.address
    first.kill()
    (first.data / "queue" / "messages.count").unlink()
    (first.data / "queue" / "messages.count").mkdir()
    broken = start()
    said_of_count = broken.ended(60)
    assert broken.process.returncode != 0
    assert f"{folder / 'file' / 'data'} cannot be used: Not a directory" in said
    assert "messages.count cannot be used: Is a directory" in said_of_count
    assert "Traceback" not in said + said_of_count


def test_a_second_run_on_the_same_folder_says_where_the_first_is(start):
    first = start()
    address = first.address
    second = start()
    said = second.ended(60)
    assert second.process.returncode != 0
    assert f"running already, at {address}" in said
    first.interrupt()


def test_what_was_accepted_is_there_after_a_kill_that_follows_at_once(start, site):
    first = start()
    address = first.address
    busy = site.page("/", "busy", 503, Retry_After="600")
    ids = [post(address, busy) for _ in range(20)]
    os.kill(python_of(first), signal.SIGKILL)
    until(lambda: not first.processes())
    assert {json.loads(body)["id"] for body in first.waiting()} == set(ids)


@pytest.mark.parametrize("after_seconds", [0.1, 0.7])
def test_a_first_start_that_is_killed_hinders_no_later_one(start, after_seconds):
    first = start()
    until(first.processes)
    until(lambda: any("postgres" in name for name in first.names()) or first.process.poll() is not None)
    time.sleep(after_seconds)
    os.killpg(first.process.pid, signal.SIGKILL)
    first.process.wait()

    second = start()
    address = second.address
    assert requests.get(f"{address}/health", timeout=30).status_code == 200
    second.interrupt()


def test_ctrl_c_is_obeyed_while_the_service_starts(start):
    first = start()
    until(lambda: any("postgres" in name for name in first.names()))
    first.interrupt()
    until(lambda: not first.processes())
    second = start()
    assert second.address
    second.interrupt()


def test_postgres_is_started_again_when_it_was_killed_and_the_jobs_go_on(start, site):
    run = start()
    address = run.address
    [server] = [pid for pid in run.processes() if run.is_postgres(pid)]
    os.kill(server, signal.SIGKILL)
    job_id = post(address, site.page("/", "<p>tea</p>"))
    until(lambda: get(address, job_id)["status"] == "succeeded")
    assert requests.get(f"{address}/health", timeout=30).status_code == 200
    run.interrupt()


def test_jobs_go_on_at_once_when_ten_thousand_wait(start, site, folder):
    data = folder / "test_jobs_go_on_at_once_when_ten_thousand_wait"
    messages = opened(data / "queue", {"wordcount-local-jobs": Rules(60)})
    later = time.time()
    messages.send(
        "wordcount-local-jobs",
        [New(Job.new(site.url(f"/{number}")).message(), delay_seconds=900) for number in range(10_000)],
    )
    messages.close()
    run = start()
    address = run.address
    assert "10,000 unfinished jobs from the last time go on" in "".join(run.said)
    assert count(address, site.page("/new", "<p>tea</p>"))["status"] == "succeeded"
    print(f"ten thousand jobs were back and one was counted {time.time() - later:.1f} s after they were sent")
    assert "10,000 unfinished jobs kept" in run.interrupt()


def test_a_worker_that_dies_harms_nothing_but_its_batch_which_comes_again(start, site):
    run = start()
    address = run.address
    url = site.page("/", "<p>tea</p>", after_seconds=2)
    site.page("/", "<p>tea</p>")
    job_id = post(address, url)
    until(lambda: site.visits["/"])
    for pid in run.processes():
        if "spawn_main" in command_of(pid):
            os.kill(pid, signal.SIGKILL)
    until(lambda: get(address, job_id)["status"] == "succeeded")
    run.interrupt()
    until(lambda: not run.processes())
