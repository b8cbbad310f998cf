"""`python -m local run` and `python -m local count`: what `make run` and `make count` call."""

import argparse
import os
import sys
from pathlib import Path


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) < 2**16):
        raise argparse.ArgumentTypeError(f"{text} is no port, which is a number from 0 to 65535")
    return int(text)


def main() -> int:
    """Read the command line and do what it says; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run_command = commands.add_parser("run", help="run the whole service on this machine")
    run_command.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("PORT") or "8000",
        help="of 127.0.0.1, for the API (or PORT=; 8000)",
    )
    run_command.add_argument(
        "--data",
        type=Path,
        default=os.environ.get("DATA"),
        help="the folder that keeps the results (or DATA=; .local)",
    )
    commands.add_parser("count", help="count the page that URL= names, or its main text alone with TEXT=main")
    arguments = parser.parse_args()
    if arguments.command == "run":
        from local.run import FOLDER, run

        status = run(arguments.port, arguments.data or FOLDER)
        sys.stdout.flush()
        os._exit(status)  # a thread that still waits for a slow site would hold a usual exit up
    from local.count import count

    try:
        status = count(os.environ)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
