"""The lost letters of scanned text, found again.

    repair             reads a text word by word and puts letters in place of others
    vocabulary         tells it which words may stand there, how usual each is, what fits beside it
    damaged_compounds  tells it the same of long words that no list holds
    misreadings        tells both what a scanner makes of which letters, and how often

`vocabulary` draws on swedish_words.txt, swedish_names.txt and swedish_context.txt.
"""
