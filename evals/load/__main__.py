"""`python -m evals.load`."""

import sys

from evals.load.command import main

sys.exit(main())
