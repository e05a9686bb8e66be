"""A question in, what it asks for out."""
