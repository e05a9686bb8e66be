"""The index on disk: making it, publishing it, reading it, checking it."""
