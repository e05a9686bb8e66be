"""Runs the command line: `python -m advisor`."""

import sys

from advisor.channels.cli import main

if __name__ == "__main__":
    sys.exit(main())
