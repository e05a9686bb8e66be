"""What stands in the view where one asks."""

from __future__ import annotations

from advisor.vocabulary import Language
from ui.texts import Texts

TEXTS: Texts = {
    "sv": {
        "title": "Fråga underlaget",
        "intro": (
            "Ställ en fråga inför ett beslut. Svaret bygger bara på källorna här, och till varje"
            " påstående finns ett citat som du kan läsa i sitt sammanhang."
        ),
        "examples": "Till exempel",
        "question": "Din fråga",
        "placeholder": "Skriv frågan här",
        "ask": "Fråga",
        "stop": "Stoppa",
        "retry": "Försök igen",
        "new": "Nytt samtal",
        "earlier": "Tidigare samtal",
        "no_earlier": "Det finns inga tidigare samtal.",
        "delete": "Ta bort samtalet",
        "delete_sure": "Ta bort samtalet med alla dess svar? Det går inte att ångra.",
        "deleted": "Samtalet är borttaget.",
        "not_deleted": "Samtalet kunde inte tas bort. Försök igen.",
        "answers_one": "1 svar",
        "answers": "{n} svar",
        "asked": "Fråga",
        "understood": "Tolkad som",
        "answer": "Svar",
        "evidence": "Belägg",
        "evidence_of": "Belägg {n}",
        "show_evidence": "Visa belägg {n}",
        "back": "Tillbaka till svaret",
        "in_source": "Visa i källan",
        "page_short": "s. {page}",
        "undated": "odaterad",
        "repaired": "Rättad OCR-text",
        "raw": "Visa som det står i filen",
        "moved": (
            "Källan har ändrats sedan svaret gavs. Så här löd citatet när det kontrollerades."
        ),
        "basis": "Det här bygger svaret på",
        "quotes_one": "1 citat",
        "quotes": "{n} citat",
        "strength": "Styrka",
        "single": "en källa",
        "agree_one": "en källa, och en annan i svaret säger detsamma",
        "disagree_one": "en källa, och andra säger emot",
        "both_sides_one": "en källa, som tar upp båda sidor",
        "both_sides": "{n} oberoende källor, som tar upp båda sidor",
        "relayed": "återgivna i samma dokument",
        "agree": "{n} oberoende källor, samstämmiga",
        "disagree": "{n} oberoende källor, oense",
        "caveats": "Att tänka på",
        "holds_for_all": "gäller alla citat",
        "profile": "För er kommun",
        "ask_alone": "Ställ den som en egen fråga",
        "without_profile": "Svara utan hänsyn till kommunens uppgifter",
        "nearest": "Närmast i underlaget",
        "next_questions": "Frågor som underlaget kan svara på",
        "choices": "Välj något av detta, eller fråga mer bestämt",
        "left_out_one": "Ett påstående är utelämnat, eftersom det inte kunde beläggas.",
        "left_out": "{n} påståenden är utelämnade, eftersom de inte kunde beläggas.",
        "take_along": "Ta med svaret",
        "copy_with_sources": "Kopiera med källor",
        "copied": "Svaret är kopierat med sina källor.",
        "not_copied": "Webbläsaren tillät inte kopiering. Ladda ner svaret i stället.",
        "word": "Word",
        "markdown": "Markdown",
        "json": "JSON",
        "again": "Ställ frågan igen",
        "useful": "Hade du nytta av svaret?",
        "yes": "Ja",
        "no": "Nej",
        "reason": "Vad var bra, eller vad saknades? (valfritt)",
        "send": "Skicka",
        "thanks": "Tack. Ditt omdöme är sparat.",
        "not_sent": "Omdömet kunde inte sparas. Försök igen.",
        "you_said_yes": "Du har angett att svaret var till nytta.",
        "you_said_no": "Du har angett att svaret inte var till nytta.",
        "stage_understand": "Tolkar frågan …",
        "stage_retrieve": "Söker i källorna …",
        "stage_select": "Väljer meningar …",
        "stage_compose": "Sammanställer svaret …",
        "stage_cite": "Kontrollerar varje citat mot källan …",
        "stage_report": "Bedömer underlaget …",
        "begun": "Frågan är ställd …",
        "writing": (
            "Språkmodellen {model} skriver. Varje påstående prövas mot citaten innan det visas."
            " När svaret är klart kan något ha fallit bort."
        ),
        "proven_one": "1 påstående är belagt hittills.",
        "proven": "{n} påståenden är belagda hittills.",
        "done_one": "Svaret är klart: 1 belägg.",
        "done": "Svaret är klart: {n} belägg.",
        "done_no_evidence": "Klart. Underlaget räcker inte till ett svar.",
        "done_clarification": "Klart. Frågan behöver vara mer bestämd för att kunna besvaras.",
        "done_refused": "Klart. Det du skrev är inget som tjänsten ger råd om.",
        "stopped": "Stoppad. Inget svar är sparat, och frågan står kvar i rutan.",
        "empty_question": "Skriv en fråga först.",
        "not_yours": ("Samtalet finns inte, eller så är det inte ditt. Här börjar ett nytt."),
        "server_gone": (
            "Tjänsten svarar inte just nu. Det du har skrivit finns kvar här, och sidan försöker"
            " igen av sig själv."
        ),
        "server_back": (
            "Tjänsten hade ett avbrott och är igång igen. Samtalet är hämtat på nytt. Står din"
            " fråga kvar i rutan hann den inte besvaras: ställ den igen."
        ),
        "refused_nobody": (
            "Tjänsten känner inte längre igen dig, till exempel för att inloggningen har gått ut."
            " Ladda om sidan och visa vem du är. Frågan står kvar i rutan."
        ),
        "refused_often": (
            "Du har frågat eller öppnat sidor för ofta. Vänta en minut och fråga igen. Frågan står"
            " kvar i rutan."
        ),
        "refused_closed": (
            "Tjänsten tar inte emot frågor just nu. Försök igen om en stund. Frågan står kvar i"
            " rutan."
        ),
        "refused": (
            "Frågan kom inte fram. Ladda om sidan och fråga igen. Frågan står kvar i rutan."
        ),
        "foreign": "(på engelska)",
        "opening": "Öppnar …",
        "to_answer": "Till svaret",
        "needs_scripts": (
            "För att ställa frågor behöver JavaScript vara påslaget i webbläsaren. Källorna går att"
            " läsa ändå."
        ),
    },
    "en": {
        "title": "Ask the sources",
        "intro": (
            "Ask a question ahead of a decision. The answer builds only on the sources here, and"
            " behind each statement is a quote that you can read in its context."
        ),
        "examples": "For example",
        "question": "Your question",
        "placeholder": "Write the question here",
        "ask": "Ask",
        "stop": "Stop",
        "retry": "Try again",
        "new": "New conversation",
        "earlier": "Earlier conversations",
        "no_earlier": "There are no earlier conversations.",
        "delete": "Delete the conversation",
        "delete_sure": "Delete the conversation with all its answers? This cannot be undone.",
        "deleted": "The conversation is deleted.",
        "not_deleted": "The conversation could not be deleted. Try again.",
        "answers_one": "1 answer",
        "answers": "{n} answers",
        "asked": "Question",
        "understood": "Understood as",
        "answer": "Answer",
        "evidence": "Evidence",
        "evidence_of": "Evidence {n}",
        "show_evidence": "Show evidence {n}",
        "back": "Back to the answer",
        "in_source": "Show in the source",
        "page_short": "p. {page}",
        "undated": "undated",
        "repaired": "Corrected OCR text",
        "raw": "Show as written in the file",
        "moved": (
            "The source has changed since the answer was given. This is how the quote read when it"
            " was checked."
        ),
        "basis": "What the answer rests on",
        "quotes_one": "1 quote",
        "quotes": "{n} quotes",
        "strength": "Strength",
        "single": "one source",
        "agree_one": "one source, and another in the answer says the same",
        "disagree_one": "one source, and others say the opposite",
        "both_sides_one": "one source, which tells both sides",
        "both_sides": "{n} independent sources, which tell both sides",
        "relayed": "as relayed in one document",
        "agree": "{n} independent sources, in agreement",
        "disagree": "{n} independent sources, in disagreement",
        "caveats": "To bear in mind",
        "holds_for_all": "holds for all quotes",
        "profile": "For your municipality",
        "ask_alone": "Ask the question on its own",
        "without_profile": "Answer without the details of your municipality",
        "nearest": "Nearest in the sources",
        "next_questions": "Questions that the sources can answer",
        "choices": "Choose one of these, or ask more precisely",
        "left_out_one": "One statement is left out, because it could not be verified.",
        "left_out": "{n} statements are left out, because they could not be verified.",
        "take_along": "Take the answer with you",
        "copy_with_sources": "Copy with sources",
        "copied": "The answer is copied with its sources.",
        "not_copied": "The browser did not allow copying. Download the answer instead.",
        "word": "Word",
        "markdown": "Markdown",
        "json": "JSON",
        "again": "Ask this again",
        "useful": "Was the answer useful?",
        "yes": "Yes",
        "no": "No",
        "reason": "What was good, or missing? (optional)",
        "send": "Send",
        "thanks": "Thank you. Your feedback has been saved.",
        "not_sent": "Your feedback could not be saved. Try again.",
        "you_said_yes": "You said that the answer was useful.",
        "you_said_no": "You said that the answer was not useful.",
        "stage_understand": "Reading the question …",
        "stage_retrieve": "Searching the sources …",
        "stage_select": "Choosing sentences …",
        "stage_compose": "Putting the answer together …",
        "stage_cite": "Checking each quote against its source …",
        "stage_report": "Weighing the evidence …",
        "begun": "Your question has been sent …",
        "writing": (
            "The language model {model} is writing. Each statement is checked against the quotes"
            " before it is shown. Some may be gone when the answer is ready."
        ),
        "proven_one": "1 statement verified so far.",
        "proven": "{n} statements verified so far.",
        "done_one": "The answer is ready: 1 piece of evidence.",
        "done": "The answer is ready: {n} pieces of evidence.",
        "done_no_evidence": "Done. The sources do not support an answer.",
        "done_clarification": "Done. The question has to be more precise to be answered.",
        "done_refused": "Done. This is not something that the service advises on.",
        "stopped": "Stopped. No answer was saved, and the question is still in the box.",
        "empty_question": "Write a question first.",
        "not_yours": (
            "The conversation does not exist, or it is not yours. A new one begins here."
        ),
        "server_gone": (
            "The service is not responding right now. What you have written is still here, and the"
            " page keeps trying by itself."
        ),
        "server_back": (
            "The service was interrupted and is running again. The conversation has been reloaded."
            " If your question is still in the box, it was not answered: ask it again."
        ),
        "refused_nobody": (
            "The service no longer recognises you, perhaps because you have been logged out. Reload"
            " the page and show who you are. The question is still in the box."
        ),
        "refused_often": (
            "You have asked or opened pages too often. Wait a minute and ask again. The question is"
            " still in the box."
        ),
        "refused_closed": (
            "The service is not taking questions right now. Try again in a while. The question is"
            " still in the box."
        ),
        "refused": (
            "The question did not get through. Reload the page and ask again. The question is still"
            " in the box."
        ),
        "foreign": "(in Swedish)",
        "opening": "Opening …",
        "to_answer": "Go to the answer",
        "needs_scripts": (
            "To ask questions, JavaScript must be on in the browser. The sources can be read"
            " without it."
        ),
    },
}

# What went wrong, by the code of the error.
_FAILURES: Texts = {
    "sv": {
        "limit_reached": "Du har frågat för ofta. Vänta en stund och försök igen.",
        "busy": "Många frågar just nu. Försök igen om några sekunder.",
        "switched_off": "Sidan är avstängd av den som driver tjänsten. Försök senare.",
        "not_allowed": (
            "Du saknar behörighet att ställa frågor. Vänd dig till den som driver tjänsten."
        ),
        "no_usable_index": (
            "Källorna kan inte läsas just nu. Försök om en stund; består felet, säg till den som"
            " driver tjänsten."
        ),
        "records_unusable": (
            "Svar kan inte sparas just nu, och därför ges inga. Säg till den som driver tjänsten."
        ),
        "not_found": "Samtalet finns inte längre. Börja ett nytt samtal.",
        "bad_input": (
            "Frågan eller kommunens uppgifter kan inte läsas. Skriv frågan med högst 2 000 tecken,"
            " och se över uppgifterna."
        ),
        "failure": "Något gick fel i tjänsten. Försök igen.",
    },
    "en": {
        "limit_reached": "You have asked too often. Wait a moment and try again.",
        "busy": "Many people are asking right now. Try again in a few seconds.",
        "switched_off": "The page is switched off by whoever runs the service. Try later.",
        "not_allowed": (
            "You are not allowed to ask questions. Ask whoever runs the service for access."
        ),
        "no_usable_index": (
            "The sources cannot be read right now. Try again in a moment; if it stays so, tell"
            " whoever runs the service."
        ),
        "records_unusable": (
            "Answers cannot be saved right now, and so none are given. Tell whoever runs the"
            " service."
        ),
        "not_found": "The conversation is no longer there. Begin a new one.",
        "bad_input": (
            "The question or the details of your municipality cannot be read. Keep the question to"
            " at most 2,000 characters, and check the details."
        ),
        "failure": "Something went wrong in the service. Try again.",
    },
}


def failure_text(code: str, language: Language) -> str:
    """What a person is told of a failure."""
    texts = _FAILURES[language]
    return texts.get(code, texts["failure"])
