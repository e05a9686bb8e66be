"""From files to documents that can be quoted exactly.

The way of a document, led by `parsing` from the raw lines that a reader hands over:

1. `furniture` sets aside what pages carry besides their text: `contents`, `page_marks`, headers.
2. `structure` takes the `content_lines` that are left one by one, knowing by `layout` how the whole
   document is set. `headings` tells which lines are headings, `sections` what role a heading names,
   `tables` and `captions` what else a line may be; `parts_builder` holds the `parts` so far.
   (A library's record has no such structure: `catalogue` reads its fields.)
3. `reflow` joins the lines of each part into reading text, of which `offsets` keeps the way back to
   the raw text, and `pages` tells where pages begin: these are the blocks of the document.
4. `chunking` cuts them into chunks and sentences, and `annotating` reads each sentence, its
   footnotes by `notes`; `interviews` tells which sections rest on interviews, `quotations` how far
   a quotation goes, `subjects` whose a sentence is, where sections are about different ones.

`sources` reads the list of the corpus; `places` tells where a quote stands.
"""
