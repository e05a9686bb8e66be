"""The prompt that people may choose in their program."""

from __future__ import annotations

PROMPT_NAME = "beslutsunderlag"
PROMPT_TITLE = "Beslutsunderlag ur namngivna källor (basis for a decision from named sources)"
PROMPT_ARGUMENT = "question"


def prompt(question: str) -> str:
    """What a language model is asked to do with a question, in Swedish and English."""
    return (
        "Skriv ett kort beslutsunderlag om frågan nedan, på frågans språk. Fråga advisor med"
        " verktyget ask, och läs vid behov vidare med search_evidence och read_source. Ta med vad"
        " som rekommenderas, vad som talar för och emot och på vilka villkor. Varje uppgift ska"
        " bäras av ett ordagrant citat ur verktygens svar, med källa, avsnitt och sida; lägg inte"
        " till egna uppgifter. Ta med förbehållen, säg vad källorna inte besvarar, och säg att"
        " citaten är hämtade av ett automatiskt system.\n\n"
        "(Write a short basis for a decision on the question below, in its language, from what the"
        " tools of advisor give. Carry each statement by a verbatim quote with its source, section"
        " and page, add nothing of your own, keep the caveats, say what the sources do not answer,"
        " and say that an automated system found the quotes.)\n\n"
        f"Fråga / Question: {question}"
    )
