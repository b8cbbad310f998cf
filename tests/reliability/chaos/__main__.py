"""`make chaos`: the whole service under faults, and what became of every job.

    python -m tests.reliability.chaos [--seed N] [--jobs N] [--upgrade | --calm | --each | --without NAME]

It ends with 1 when a job was lost, doubled, changed or mixed up, when a page was not accepted although its
call was repeated, when the API does not tell the end of each as its site served it, or when a kind of fault
was not made once. With --without it does when nothing shows: the harness has to catch what it is there for.
"""

import argparse
import sys

from tests.reliability.chaos import make_run
from tests.reliability.chaos.run import FEWEST_JOBS, run
from tests.reliability.chaos.safeguards import WITHOUT


def main() -> int:
    """Read the command line and do what it says; returns the exit status."""
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
    if options.jobs < FEWEST_JOBS:
        parser.error(f"with fewer than {FEWEST_JOBS} jobs the faults meet too little to prove anything")
    if options.make_run:
        return int(not make_run.run_all(options.make_run, options.seed))
    failed = False
    for safeguard in [options.without, *(WITHOUT if options.each else ())]:
        result = run(
            options.seed, options.jobs, without=safeguard, calm=options.calm, upgraded=options.upgrade
        )
        print(f"\nseed {options.seed}{f', without {safeguard}' if safeguard else ''}: {result.counters}")
        print("  " + ", ".join(f"{name} {count}" for name, count in sorted(result.faults.items())))
        if result.unmade:
            print("  not made: " + ", ".join(result.unmade))
        for line in result.resources:
            print(f"  {line}")
        faults = result.counters.faults()
        caught = not safeguard or any(name in faults for name in WITHOUT[safeguard])
        if safeguard:
            shows = " or ".join(WITHOUT[safeguard])
            print(f"  {'caught' if caught else 'NOT CAUGHT'}: it should show in {shows}")
        failed |= not caught if safeguard else bool(faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
