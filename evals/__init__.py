"""Measures whether advisor's answers are good, from outside the package."""
