"""What stands on the pages of sources, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.vocabulary import Language, TextQuality
from ui.texts import Texts

QUALITIES: Mapping[Language, Mapping[TextQuality, str]] = {
    "sv": {
        "clean": "Digitalt original",
        "extracted": "Hämtad ur en formaterad fil; layouten kan ha satt spår",
        "ocr": "Skannad; förlorade bokstäver är rättade där det gick att avgöra",
        "record": "Bibliotekspost; texten kan vara avkortad",
    },
    "en": {
        "clean": "Born digital",
        "extracted": "Taken out of a formatted file; the layout may have left traces",
        "ocr": "Scanned; lost letters are corrected where it was clear what they were",
        "record": "A library’s record; the text may be cut off",
    },
}
LANGUAGE_NAMES: Mapping[Language, Mapping[Language, str]] = {
    "sv": {"sv": "svenska", "en": "engelska"},
    "en": {"sv": "Swedish", "en": "English"},
}

TEXTS: Texts = {
    "sv": {
        "lead": "Svaren bygger på de här källorna och på inget annat.",
        "count_one": "En källa.",
        "count_more": "{n} källor.",
        "own_title": "Dokumentets titel",
        "authors": "Författare",
        "kind": "Typ",
        "year": "År",
        "undated": "odaterad",
        "method": "Metod",
        "setting": "Undersökningen gäller",
        "language_of": "Språk",
        "quality": "Textens kvalitet",
        "version": "Version",
        "publisher": "Utgivare",
        "size": "Omfattning",
        "sizes": "{passages} textavsnitt att söka i, {sentences} meningar att citera",
        "unknown": "okänt",
        "warnings": "Bra att veta om filen",
        "back": "Alla källor",
        "about": "Om källan",
        "contents": "Innehåll",
        "subsections": "{n} underavsnitt",
        "subsection": "Ett underavsnitt",
        "page": "s. {page}",
        "page_unknown": "härifrån är sidnumret okänt",
        "search": "Sök i källan",
        "search_button": "Sök",
        "hits_one": "1 träff på ”{asked}”",
        "hits_more": "{n} träffar på ”{asked}”",
        "hits_none": "Ingen träff på ”{asked}”",
        "hits_first": "De första {n} visas. Lägg till ett ord för att få färre.",
        "hits_note": "Meningar som innehåller alla orden, i någon form eller som del av ett längre"
        " ord.",
        "try_other": "Prova ett annat ord, eller ställ det som en fråga. Då genomsöks alla källor.",
        "ask_instead": "Fråga: ”{asked}”",
        "all_hits": "Alla träffar på ”{asked}”",
        "whole_text": "Visa hela texten",
        "too_long": "Sökningen är för lång. Skriv högst {n} tecken.",
        "shown": "Stället som visas",
        "in_section": "Avsnitt",
        "to_passage": "Till stället i texten",
        "back_to_answer": "Tillbaka till svaret",
        "whole_source": "Visa källan utan markering",
        "mended_here": "Bokstäver har rättats på det här stället.",
        "as_in_file": "Så står det i filen",
        "mended": "{n} ord har rättats efter skanningen; de är understrukna med prickar.",
        "mended_one": "Ett ord har rättats efter skanningen; det är understruket med prickar.",
        "show_raw": "Visa också hur orden står i filen",
        "hidden": "Dold text: den som läser filen ser den inte. Den citeras aldrig.",
        "cited": "Citerat i svar",
        "cited_note": "Hur många svar som har citerat ett ställe. Frågorna visas inte.",
        "cited_in_one": "citerad i 1 svar",
        "cited_in_more": "citerad i {n} svar",
        "cited_first": "De {n} mest citerade visas; i texten är alla markerade.",
        "no_source_title": "Källan finns inte",
        "no_source": "Ingen källa har den adressen. Den kan ha bytt namn eller tagits bort sedan"
        " länken skapades.",
        "no_place_title": "Stället finns inte",
        "no_place": "Adressen pekar på ett ställe som källan inte har. Öppna källan och sök, eller"
        " gå tillbaka och följ länken igen.",
        "moved_title": "Citatet står inte längre där",
        "moved": "Källan har lästs in på nytt sedan svaret gavs, och på det här stället står nu"
        " något annat. Sök efter några av citatets ord i källan, eller ställ frågan igen.",
        "no_index_title": "Källorna kan inte visas just nu",
        "no_index": "Det finns inget index att läsa ur, eller så håller det på att öppnas. Försök"
        " igen om en stund. Den som sköter tjänsten ser felet med advisor doctor och bygger ett"
        " nytt index med advisor index.",
        "empty_title": "Det finns inga källor än",
        "empty": "Indexet är tomt. Den som sköter tjänsten lägger dokument i korpusmappen och kör"
        " advisor index.",
        "open_source": "Öppna källan",
        "try_again": "Försök igen",
    },
    "en": {
        "lead": "Answers rest on these sources and on nothing else.",
        "count_one": "One source.",
        "count_more": "{n} sources.",
        "own_title": "Title of the document",
        "authors": "Authors",
        "kind": "Kind",
        "year": "Year",
        "undated": "undated",
        "method": "Method",
        "setting": "What was studied",
        "language_of": "Language",
        "quality": "Quality of the text",
        "version": "Version",
        "publisher": "Publisher",
        "size": "Size",
        "sizes": "{passages} passages to search, {sentences} sentences to quote",
        "unknown": "unknown",
        "warnings": "Worth knowing about the file",
        "back": "All sources",
        "about": "About the source",
        "contents": "Contents",
        "subsections": "{n} subsections",
        "subsection": "One subsection",
        "page": "p. {page}",
        "page_unknown": "page number unknown from here on",
        "search": "Search in the source",
        "search_button": "Search",
        "hits_one": "1 match for “{asked}”",
        "hits_more": "{n} matches for “{asked}”",
        "hits_none": "No match for “{asked}”",
        "hits_first": "The first {n} are shown. Add a word to get fewer.",
        "hits_note": "Sentences with all the words, in any form or within a longer word.",
        "try_other": "Try another word, or ask it as a question: then all sources are searched.",
        "ask_instead": "Ask: “{asked}”",
        "all_hits": "All matches for “{asked}”",
        "whole_text": "Show the whole text",
        "too_long": "The search is too long. Write at most {n} characters.",
        "shown": "The place shown",
        "in_section": "Section",
        "to_passage": "Go to the place in the text",
        "back_to_answer": "Back to the answer",
        "whole_source": "Show the source without highlighting",
        "mended_here": "Letters have been corrected here.",
        "as_in_file": "As written in the file",
        "mended": "{n} words were corrected after scanning; they are underlined with dots.",
        "mended_one": "One word was corrected after scanning; it is underlined with dots.",
        "show_raw": "Also show the words as written in the file",
        "hidden": "Hidden text: whoever reads the file does not see it. It is never quoted.",
        "cited": "Cited in answers",
        "cited_note": "How many answers have cited a place. Their questions are not shown.",
        "cited_in_one": "cited in 1 answer",
        "cited_in_more": "cited in {n} answers",
        "cited_first": "The {n} most cited are shown; all are marked in the text.",
        "no_source_title": "There is no such source",
        "no_source": "No source has this address. It may have been renamed or removed since the"
        " link was made.",
        "no_place_title": "There is no such place",
        "no_place": "The address points to a place that the source does not have. Open the source"
        " and search, or go back and follow the link again.",
        "moved_title": "The quote is no longer there",
        "moved": "The source was read again after the answer was given, and there are other words"
        " in this place now. Search the source for some words of the quote, or ask again.",
        "no_index_title": "The sources cannot be shown right now",
        "no_index": "There is no index to read from, or it is being opened. Try again in a while."
        " Whoever runs the service sees the fault with advisor doctor and builds a new index with"
        " advisor index.",
        "empty_title": "There are no sources yet",
        "empty": "The index is empty. Whoever runs the service puts documents into the corpus"
        " folder and runs advisor index.",
        "open_source": "Open the source",
        "try_again": "Try again",
    },
}
# The warnings of the readers of files, which are in English, by how they begin.
SWEDISH_WARNINGS: Mapping[str, str] = {
    "It is not UTF-8": "Filens teckenkodning fick gissas (Windows-1252): se efter att å, ä och ö"
    " stämmer, eller spara filen som UTF-8.",
    "Most of its text is invisible": "Det mesta av texten syns inte på sidorna, som bakom skannade"
    " bilder. Den citeras inte förrän någon har granskat den och sparat den som en egen fil.",
    "Its outline": "Filens egen innehållsförteckning gick inte att läsa; rubrikerna är tolkade ur"
    " texten.",
}
