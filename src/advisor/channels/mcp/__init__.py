"""advisor for programs with a language model of their own, by the Model Context Protocol."""
