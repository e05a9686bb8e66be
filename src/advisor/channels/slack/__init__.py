"""advisor in Slack: what people ask there is answered in its thread."""
