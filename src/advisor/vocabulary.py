"""The words of the domain: what a value of each kind may be."""

from __future__ import annotations

from typing import Literal

SourceKind = Literal[
    "bachelor_thesis",
    "master_thesis",
    "thesis_record",  # what a library's catalogue says of a thesis
    "research_report",
    "regional_report",
    "government_report",
    "evaluation",
    "guideline",
    "other",
]
TextQuality = Literal["clean", "extracted", "ocr", "record"]
SegmentKind = Literal["same", "layout", "repair", "label"]  # told of in Segment
Language = Literal["sv", "en"]
Role = Literal["recommendation", "argument_for", "argument_against", "condition", "finding", "step"]
# How surely what a statement says is an answer to what was asked.
Bearing = Literal["close", "loose"]
Form = Literal["decision", "list", "how", "figure", "definition", "comparison", "risk", "open"]
Status = Literal["answered", "partial", "no_evidence", "clarification", "refused"]
# How what a statement says stands to the others; "both_sides": one document tells them both.
Agreement = Literal["agree", "disagree", "both_sides", "single"]
SectionRole = Literal[
    "summary",
    "conclusion",
    "recommendation",
    "discussion",
    "result",
    "background",
    "theory",
    "method",
    "contents",
    "references",
    "appendix",
    "other",
]
# Where a source says what it comes to.
TELLING_ROLES: tuple[SectionRole, ...] = ("recommendation", "conclusion", "summary")
LineKind = Literal[
    "unknown", "heading", "text", "list_item", "table_header", "table_row", "caption"
]
BlockKind = Literal[
    "heading",
    "paragraph",
    "list_item",
    "table_row",
    "caption",
    "survey_question",
    "footnote",
    "contents",
    "reference",
    "notice",
]
Voice = Literal["author", "respondent", "literature"]  # whose word a sentence is
# What a sentence does in the argument of its report.
Act = Literal["recommendation", "conclusion", "finding", "background", "other"]
# What the words of a sentence show. The names are stored in an index and in what was learned.
Sign = Literal[
    "advice",  # what ought to be done
    "directive",  # the same in words that leave no doubt: a duty, a need, an order
    "conclusion",  # what is concluded from the evidence
    "benefit",
    "drawback",
    "shortfall",  # something is missing, or done by few only
    "condition",
    "contrast",
    "definition",
    "reported",  # it tells what others say
    "cause",
    "number",
    "announcement",  # the report speaks of itself: what a chapter holds, how the study was made
    "question",
    "lead",  # it introduces what follows
    "keywords",  # it only lists them
    "cut",  # it stops in its midst
]
# What a sentence may claim an effect on, and which.
Thing = Literal[
    "efficiency",
    "benefit",
    "quality",
    "influence",
    "insight",
    "competence",
    "pace",
    "security",
    "cost",
    "risk",
    "burden",
    "conflict",
]
Outcome = Literal["better", "worse"]
# What a decision is about: a deed, its undoing, a choice, or a state that nobody decides on.
Stance = Literal["do", "leave", "choose", "be"]
# What a question asks for in so many words: what speaks for a thing, against it, or both.
Sides = Literal["both", "for", "against"]
ItOrganisation = Literal["own", "shared", "none"]
Size = Literal["small", "large"]  # of a municipality
Measure = Literal[
    "date", "money", "share", "count", "duration"
]  # what kind of figure a question asks for
# Why to be careful with a citation; README tells of each, and programs go by these names.
CaveatCode = Literal[
    "undated",
    "old_source",
    "preliminary",
    "few_cases",
    "record",
    "few_respondents",
    "figure_contradicted",
    "figures_do_not_add_up",
    "shares_of_answers",
    "figure_of_all",
    "cut_off",
    "repaired",
]
# Who wrote an answer; the last is what is given where a model was asked in vain.
ComposerName = Literal["extractive", "generative", "extractive_fallback"]
# What a work tells of itself on its title page; the last two are dates of several works.
WorkFact = Literal["author", "publisher", "date", "version", "supervisor", "newest", "oldest"]
Channel = Literal["api", "chat", "mcp", "slack", "teams", "web"]  # how a question came in
# What a caller may do: "ask" is to ask, to read the sources and what is one's own; "audit" is to
# read what others asked as well; "operate" is to read how the service fares.
Right = Literal["ask", "audit", "operate"]
