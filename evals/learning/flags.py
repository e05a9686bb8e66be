"""What is asked of a learner: --fit learns its table anew, --show tells what was learned."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from advisor.errors import AdvisorError


def flags(name: str, description: str | None) -> argparse.ArgumentParser:
    """A parser of --fit and --show, of which one must be given; a learner may add its own."""
    parser = argparse.ArgumentParser(
        prog=f"python -m evals.learning.{name}", description=description
    )
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--fit", action="store_true", help="learn the weights anew")
    wanted.add_argument(
        "--show",
        nargs="?",
        const="",
        metavar="NAME",
        help="print the strongest weights; with NAME those of the features named so",
    )
    return parser


def obey(
    parser: argparse.ArgumentParser,
    arguments: Sequence[str] | None,
    *,
    fit: Callable[[argparse.Namespace], None],
    show: Callable[[str], None],
) -> int:
    """Do what was asked for; the exit code."""
    wants = parser.parse_args(arguments)
    try:
        if wants.fit:
            fit(wants)
        else:
            show(wants.show)
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0
