"""Where advisor meets people: the command line today, services later."""
