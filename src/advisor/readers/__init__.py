"""Files of all kinds in, their plain text and lines out."""
