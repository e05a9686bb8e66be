"""What an operator may set, by environment variables or a `.env` file."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from advisor.errors import BadInputError

_TRUST_ANYONE = "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"  # the switch of the Teams library


class Settings(BaseSettings):
    """Every setting is ADVISOR_ and its name in capitals; an unknown key in `.env` is an error."""

    model_config = SettingsConfigDict(
        env_prefix="ADVISOR_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    corpus: Path | None = Field(
        default=None,
        description="Folder with the documents and sources.yaml; "
        "unset: `corpus` here if there is one, else the one that came with advisor.",
    )
    data: Path = Field(default=Path("data"), description="Folder for all that is written.")
    glossary: Path | None = Field(
        default=None, description="A municipality's own glossary file, read beside advisor's."
    )
    embedding_model: str | None = Field(
        default=None,
        description="Name or folder of a sentence-transformers model; "
        "unset: the model fitted on the corpus.",
    )
    query_prompt: str | None = Field(
        default=None, description="Put before a question for the embedding model (e5: `query: `)."
    )
    passage_prompt: str | None = Field(
        default=None, description="Put before a passage for the embedding model (e5: `passage: `)."
    )
    trusted_proxies: tuple[str, ...] = Field(
        default=(),
        description="Addresses or networks of the proxies before `advisor serve`, as a JSON list "
        '(["10.0.0.5"]).',
    )
    questions_per_minute: int = Field(
        default=15, ge=1, description="Questions that one caller may ask in a minute."
    )
    concurrent_answers: int = Field(
        default=8, ge=1, description="Answers that are made at the same time; more must wait."
    )
    body_bytes: int = Field(
        default=262_144, ge=1024, description="Largest request that is read, in bytes."
    )

    @property
    def index_folder(self) -> Path:
        return self.data / "index"

    @property
    def corpus_folder(self) -> Path:
        """The corpus in use: the one set, the one here, or the one that came with advisor."""
        if self.corpus is not None:
            return self.corpus
        here = Path("corpus")
        if (here / "sources.yaml").is_file():
            return here
        packaged = Path(__file__).parent / "corpus"
        checkout = Path(__file__).parents[2] / "corpus"
        return packaged if packaged.is_dir() or not checkout.is_dir() else checkout


def load_settings() -> Settings:
    """The settings in force; `BadInputError` names the key that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        key = "_".join(str(part) for part in first["loc"]).upper().removeprefix("ADVISOR_")
        if first["type"] == "extra_forbidden":
            raise BadInputError(
                f".env sets ADVISOR_{key}, which advisor does not know. Remove it, or see the table"
                " of settings in README.md."
            ) from error
        raise BadInputError(f"ADVISOR_{key}: {first['msg']}. Set it to a right value.") from error


def refuse_unsafe_environment() -> None:
    """BadInputError where a library was told, beside our settings, to trust whoever asks."""
    if os.environ.get(_TRUST_ANYONE):
        raise BadInputError(
            f"{_TRUST_ANYONE} is set: chat messages of anyone would be taken for those of your"
            " organisation. Remove it from the environment."
        )
