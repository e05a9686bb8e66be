"""The web service: an interface for programs, and the doors of other channels."""
