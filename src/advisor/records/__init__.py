"""What is kept of questions and answers, in one SQLite file, with what belongs to it."""
