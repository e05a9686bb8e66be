"""Learns the tables of weights that lie in `src/advisor`, from what people have labelled."""
