"""Files of all kinds in, their plain text and lines out.

    reading          picks the reader by the end of a file's name, and where it runs
    sandbox          starts reading_process, in which all but harmless formats are read
    plain_, html_, pdf_, docx_reader
                     one format each; decoding turns bytes into letters
    raw_text         where a reader writes down what it found
    visibility       what a person can see of a text; html_visibility, pdf_visibility, docx_runs
                     find it in their formats
    zip_package      the guards of a format whose files are zip files

A new format is a module with one function from bytes to a `RawDocument`, and a row in
`reading.READERS`. Nothing else needs to know of it.
"""
