"""The lost letters of scanned text, found again."""
