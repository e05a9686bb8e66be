"""From passages to an answer whose every quote has been looked up."""
