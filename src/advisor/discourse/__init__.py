"""What a sentence does in its report, and whose word it is."""
