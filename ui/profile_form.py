"""The form on the municipality, kept in the browser."""

from __future__ import annotations

from typing import Any

import gradio as gr

from advisor.errors import BadInputError
from advisor.vocabulary import Language
from ui.listening import QUIET
from ui.profile import COUNTIES, FIELDS, form_from, profile_from_form, summary
from ui.profile_texts import TEXTS

_STORAGE_KEY = "advisor-profile"
# What is kept lies in the browser of whom it is about: Gradio wants it encrypted, and with a word
# that is the same after a restart it can be read then.
_SECRET = "advisor"


class ProfileForm:
    """Components within a panel that can be folded; made where it is constructed."""

    def __init__(self, language: Language) -> None:
        self._language = language
        t = TEXTS[language]
        either = [(t["unknown"], ""), (t["yes"], "yes"), (t["no"], "no")]
        kinds = [(t["unknown"], ""), *((t[kind], kind) for kind in ("own", "shared", "none"))]
        with gr.Accordion(t["title"], open=False, elem_id="profile") as self._panel:
            gr.HTML(f"<p>{t['intro']}</p>", padding=False)
            with gr.Row():
                name = gr.Textbox(label=t["name"], max_length=200)
                population = gr.Number(label=t["population"], precision=0, minimum=0, value=None)
                employees = gr.Number(label=t["employees"], precision=0, minimum=0, value=None)
            county = gr.Dropdown([(t["unknown"], ""), *COUNTIES], label=t["county"], value="")
            it_organisation = gr.Radio(kinds, label=t["it_organisation"], value="")
            digital_lead = gr.Radio(either, label=t["digital_lead"], value="")
            goals = gr.Textbox(label=t["goals"], lines=2, max_length=2000)
            self._remove = gr.Button(t["remove"], scale=0, elem_id="remove-profile")
        self._kept = gr.BrowserState({}, storage_key=_STORAGE_KEY, secret=_SECRET)
        # In the order of FIELDS.
        self.fields: list[Any] = [
            name,
            population,
            employees,
            county,
            it_organisation,
            digital_lead,
            goals,
        ]

    def listen(self, blocks: gr.Blocks) -> None:
        """Fill in what the browser kept, and keep what is filled in."""
        blocks.load(self._restored, [self._kept], [*self.fields, self._panel], **QUIET)
        for field in self.fields:
            field.input(self._changed, self.fields, [self._kept, self._panel], **QUIET)
        self._remove.click(self._removed, None, [*self.fields, self._kept, self._panel], **QUIET)

    def _restored(self, kept: object) -> tuple[Any, ...]:
        form = form_from(kept)
        return (*form, self._titled(form))

    def _changed(self, *form: Any) -> tuple[Any, ...]:
        return dict(zip(FIELDS, form, strict=True)), self._titled(form)

    def _removed(self) -> tuple[Any, ...]:
        empty = form_from({})
        return (*empty, {}, self._titled(empty))

    def _titled(self, form: tuple[Any, ...]) -> Any:
        t = TEXTS[self._language]
        try:
            told = summary(profile_from_form(form), self._language)
        except BadInputError:
            told = ""
        return gr.update(label=t["title_told"].format(summary=told) if told else t["title"])
