"""What serves many callers over a long time: the index in use, who may ask, what is kept."""
