"""What an operator may set, by environment variables or a `.env` file."""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

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
    page: bool = Field(
        default=True, description="Whether `advisor serve` serves the page at `/sv` and `/en`."
    )
    contact: str | None = Field(
        default=None,
        max_length=300,
        description="Whom the page's readers turn to: a mail address, or a text with a name or "
        "telephone number.",
    )
    questions_per_minute: int = Field(
        default=15, ge=1, description="Questions that one caller may ask in a minute."
    )
    requests_per_minute: int = Field(
        default=1200, ge=1, description="Requests of any kind that one caller may make in a minute."
    )
    concurrent_answers: int = Field(
        default=8, ge=1, description="Answers that are made at the same time; more must wait."
    )
    body_bytes: int = Field(
        default=262_144, ge=1024, description="Largest request that is read, in bytes."
    )
    retention_days: int = Field(
        default=730,
        ge=1,
        le=36_500,
        description="Days that questions, answers and what was said of them are kept.",
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, named: tuple[str, ...]) -> tuple[str, ...]:
        for name in named:
            if ip_network(name, strict=False).prefixlen == 0:
                raise ValueError(f"{name} names every address, which trusts everybody")
        return named

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that `advisor serve` writes to its log."
    )
    log_format: Literal["json", "text"] | None = Field(
        default=None,
        description="Form of the log's lines; unset: text where a person watches, else JSON.",
    )
    log_addresses: bool = Field(
        default=False, description="Whether the log tells from which address a request came."
    )
    otlp_endpoint: str | None = Field(
        default=None,
        description="Address of an OpenTelemetry collector that takes OTLP over HTTP; "
        "unset: nothing is traced or sent.",
    )
    public_url: str | None = Field(
        default=None,
        description="Address at which people reach the service (https://advisor.example.se); "
        "login needs it.",
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="The OpenID Connect provider that people log in with; unset: no login.",
    )
    oidc_client_id: str | None = Field(
        default=None, description="The id that the provider knows advisor by."
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="The secret that goes with it."
    )
    oidc_roles_claim: str = Field(
        default="roles", description="Where the ID token tells a person's roles or groups."
    )
    oidc_ask_roles: tuple[str, ...] = Field(
        default=(), description="Roles that may ask, as a JSON list; none: all who can log in."
    )
    oidc_audit_roles: tuple[str, ...] = Field(
        default=(), description="Roles that may read what others asked, as a JSON list."
    )
    oidc_operate_roles: tuple[str, ...] = Field(
        default=(), description="Roles that may read how the service fares, as a JSON list."
    )
    session_hours: float = Field(
        default=8.0, gt=0, le=24 * 30, description="How long a login lasts, in hours."
    )
    session_secret: SecretStr | None = Field(
        default=None,
        description="Signs a login that is under way; unset: made anew at each start.",
    )

    teams_app_id: str | None = Field(
        default=None, description="Application id of the bot in Microsoft Teams, a GUID."
    )
    teams_tenant_id: str | None = Field(
        default=None, description="The Microsoft 365 tenant that may ask in Teams, a GUID."
    )
    teams_app_password: SecretStr | None = Field(
        default=None, description="Client secret of the bot in Teams."
    )
    teams_openid_metadata_url: str = Field(
        default="https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the keys are told of that Teams signs its requests with.",
    )
    teams_login_url: str = Field(
        default="https://login.microsoftonline.com",
        description="Where the bot in Teams gets its tokens.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, description="Bot token of the Slack app (xoxb-...); docs/slack.md."
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Signing secret of the Slack app; needed with the token."
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Where Slack's Web API is called: another one for a gateway before it.",
    )

    llm: str | None = Field(
        default=None,
        pattern=r"^(openai|anthropic|ollama):\S+$",
        description="Language model that may write answers (`openai:<model>`, `anthropic:<model>`, "
        "`ollama:<model>`); unset: none is asked.",
    )
    llm_base_url: str | None = Field(
        default=None, description="Address of the model's server; unset: that of its provider."
    )
    llm_key: SecretStr | None = Field(
        default=None, description="Key for the model; unset: the provider's own variable."
    )
    llm_seconds: float = Field(
        default=20.0, gt=0, le=600, description="Seconds after which a model is waited for no more."
    )
    llm_tokens: int = Field(
        default=2000, ge=100, le=100_000, description="Tokens that a reply may have at most."
    )
    llm_calls_per_minute: int = Field(
        default=60, ge=1, description="Calls of the model in a minute, of all askers together."
    )
    llm_price_in: float | None = Field(
        default=None, ge=0, description="What a million tokens cost that are sent."
    )
    llm_price_out: float | None = Field(
        default=None, ge=0, description="What a million tokens cost that are received."
    )
    llm_spend_per_day: float | None = Field(
        default=None,
        ge=0,
        description="What the model may cost in a day, in the currency of the prices.",
    )
    llm_query_help: bool = Field(
        default=False, description="Whether the model may reword follow-ups and translate queries."
    )
    llm_log_prompts: bool = Field(
        default=False, description="Whether the log holds what is sent to the model and comes back."
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
    except SettingsError as error:  # names the field; its cause quotes what was set
        named = next((name for name in Settings.model_fields if f'"{name}"' in str(error)), "")
        raise BadInputError(
            f'ADVISOR_{named.upper()} is no JSON. Write lists like ["one", "two"].'
        ) from error


def key_of_provider(provider: str) -> tuple[str, str]:
    """The variable that a provider's own programs take their key from, and the key in it."""
    variable = f"{provider.upper()}_API_KEY"
    return variable, os.environ.get(variable, "")


def refuse_unsafe_environment() -> None:
    """BadInputError where a library was told, beside our settings, to trust whoever asks."""
    if os.environ.get(_TRUST_ANYONE):
        raise BadInputError(
            f"{_TRUST_ANYONE} is set: chat messages of anyone would be taken for those of your"
            " organisation. Remove it from the environment."
        )
