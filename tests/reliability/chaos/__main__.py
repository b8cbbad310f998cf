"""`make chaos`: the whole service under faults, and what became of every job.

    python -m tests.reliability.chaos [--seed N] [--jobs N] [--upgrade | --calm | --each | --without NAME]

It ends with 1 when a job was lost, doubled, changed or mixed up, when a page was not accepted although its
call was repeated, when the API does not tell the end of each as its site served it, or when a kind of fault
was not made once. With --without it does when nothing shows: the harness has to catch what it is there for.
"""

import argparse
import sys

from tests.reliability.chaos import make_run
from tests.reliability.chaos.run import FEWEST_JOBS, FEWEST_TO_CATCH, Outcome, Plan, run
from tests.reliability.chaos.safeguards import WITHOUT


def main() -> int:
    """Read the command line and do what it says; returns the exit status."""
    options = _options()
    if options.make_run:
        return int(not make_run.run_all(options.make_run, options.seed))
    failed = False
    for safeguard in [options.without, *(WITHOUT if options.each else ())]:
        plan = Plan(options.seed, options.jobs, safeguard, calm=options.calm, upgraded=options.upgrade)
        outcome = run(plan)
        _tell(plan, outcome)
        failed |= not _is_caught(safeguard, outcome) if safeguard else bool(outcome.counters.faults())
    return int(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.reliability.chaos",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seed", type=int, default=1, help="of the faults and the pages")
    parser.add_argument("--jobs", type=int, default=2000, help=f"how many, {FEWEST_JOBS} or more")
    parser.add_argument("--without", metavar="NAME", choices=WITHOUT, help="take a safeguard away")
    parser.add_argument(
        "--each", action="store_true", help="then take away each safeguard, one after the other"
    )
    parser.add_argument("--calm", action="store_true", help="without faults, for memory, threads and files")
    parser.add_argument(
        "--upgrade", action="store_true", help="begin as the release before; deploy, migrate, roll back"
    )
    parser.add_argument(
        "--make-run", type=int, metavar="N", help="in place of it: N kills of `make run`, twice"
    )
    options = parser.parse_args()
    fewest = FEWEST_TO_CATCH if options.without else FEWEST_JOBS
    if options.jobs < fewest:
        parser.error(f"with fewer than {fewest} jobs the faults meet too little to prove anything")
    return options


def _tell(plan: Plan, outcome: Outcome) -> None:
    """Print what a run shows."""
    without = f", without {plan.without}" if plan.without else ""
    print(f"\nseed {plan.seed}{without}: {outcome.counters}")
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(outcome.faults.items())))
    if outcome.unmade:
        print("  not made: " + ", ".join(outcome.unmade))
    for line in outcome.resources:
        print(f"  {line}")
    if plan.without:
        verdict = "caught" if _is_caught(plan.without, outcome) else "NOT CAUGHT"
        print(f"  {verdict}: it should show in {' or '.join(WITHOUT[plan.without])}")


def _is_caught(safeguard: str, outcome: Outcome) -> bool:
    """Whether it shows that a safeguard is not there."""
    return any(name in outcome.counters.faults() for name in WITHOUT[safeguard])


if __name__ == "__main__":
    sys.exit(main())
