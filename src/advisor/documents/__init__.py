"""From files to documents that can be quoted exactly."""
