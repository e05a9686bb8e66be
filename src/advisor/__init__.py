"""Cited recommendations for public decisions, from a municipality's own reports."""

__version__ = "0.1.0"
