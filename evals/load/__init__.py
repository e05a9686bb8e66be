"""Many users at a time: `python -m evals.load`."""
