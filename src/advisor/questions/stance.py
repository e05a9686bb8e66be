"""Whether a decision is about a deed, its undoing or a choice."""

from __future__ import annotations

import re

from advisor.questions.focus import last_question
from advisor.vocabulary import Stance

# Giving something up: what speaks for the thing speaks against the deed.
_LEAVES = re.compile(
    r"\b(?:g[åa] ur|l[äa]mna(?! (?:[öo]ver|in|ut|bort)\b)|avsluta|skrota|l[äa]gga? ne[dr]"
    r"|s[äa]ga? upp|avveckla|dra oss ur|tr[äa]da ur|hoppa av"
    r"|upph[öo]ra|sluta (?:med|att|samarbeta|samverka)"
    r"|strunta i|skippa|l[åa]ta bli|avst[åa] fr[åa]n|v[äa]lja bort|klara oss utan"
    r"|pull the plug|scrap|shut down|leave|quit|exit"
    r"|withdraw|terminate|opt out|pull out|get out of|stop|skip|abandon|do without)\b",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"\b(?:eller|or)\b(?! (?:inte|ej|not|no)\b)"
    r"|\b(?:hellre|ist[äa]llet f[öo]r|i st[äa]llet f[öo]r|framf[öo]r|rather than|instead of"
    r"|ahead of)\b"
    # One thing alone, or what is there already: the other is not named, and is meant.
    r"|\b(?:bara|endast|enbart|uteslutande|alltid|beh[åa]lla|ha kvar|only|solely|exclusively|always"
    r"|keep|retain)\b",
    re.IGNORECASE,
)


def question_stance(text: str) -> Stance:
    """ "leave" when it asks whether to give something up, "choose" when it names alternatives.

    Takes no language: few words decide, and none of them says anything else in the other language,
    so that a question whose language was guessed wrong keeps its stance.
    """
    asked = last_question(text.strip())
    if _LEAVES.search(asked):
        return "leave"
    return "choose" if _CHOOSES.search(asked) else "do"


def offers_choice(text: str) -> bool:
    """Whether a text, in any of its sentences, names alternatives."""
    return bool(_CHOOSES.search(text))
