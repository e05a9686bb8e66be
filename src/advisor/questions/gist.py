"""Words that ask for a source as a whole: "Vad är slutsatsen i rapporten från 2024?"."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.language.folding import fold
from advisor.types import Term

# Lemmas, folded: what a text comes to, and what it is called.
_GIST = frozenset(
    """
    sammanfatta sammanfattning sammanfattningsvis slutsats budskap huvudbudskap huvudslutsats
    huvudresultat huvudpoang resultat viktig central huvudsaklig framst poang karna lardom handla
    komma saga visa rekommendera rekommendation tes
    rapport studie uppsats avhandling undersokning analys utredning forskningsrapport
    analysrapport regionrapport kandidatuppsats examensarbete forskare forfattare
    summary summarise summarize conclusion conclude main message finding find gist key point
    takeaway result lesson recommend recommendation say show about deal important
    report thesis study essay paper analysis author researcher bachelor research regional
    """.split()
)


def gist_terms(terms: Sequence[Term]) -> frozenset[int]:
    """The terms that ask for no matter of a source, but for what it comes to; by index."""
    return frozenset(
        i
        for i, term in enumerate(terms)
        if not term.particular and all(fold(word) in _GIST for word in term.lemma.split())
    )
