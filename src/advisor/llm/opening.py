"""Turns the settings of the language model into one that is ready to be asked."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from advisor.errors import BadInputError
from advisor.llm.addresses import ADDRESSES, checked
from advisor.llm.breaker import Breaker
from advisor.llm.budget import CallRate, Prices, Spending
from advisor.llm.cache import ReplyCache
from advisor.llm.guarded import GuardedModel
from advisor.llm.model import Model
from advisor.llm.store import Store
from advisor.settings import Settings, key_of_provider

if TYPE_CHECKING:
    from advisor.llm.langchain_model import Provider

CACHE_DAYS = 30  # at most, where records are kept longer

_NO_KEY = "none"  # servers of one's own need none, and their clients want one


def open_model(settings: Settings) -> GuardedModel | None:
    """The model that is set, with its bounds; None where none is set, and nothing is imported.

    BadInputError says what is missing or wrong.
    """
    if settings.llm is None:
        return None
    model = _unguarded(settings, settings.llm)
    store = Store(settings.data)
    return GuardedModel(
        model,
        breaker=Breaker(),
        rate=CallRate(settings.llm_calls_per_minute),
        cache=ReplyCache(store, min(settings.retention_days, CACHE_DAYS)),
        spending=_spending(settings, store),
        most_tokens=settings.llm_tokens,
        seconds=settings.llm_seconds,
        log_prompts=settings.llm_log_prompts,
    )


def _unguarded(settings: Settings, named: str) -> Model:
    provider, _, model = named.partition(":")
    if not find_spec(f"langchain_{provider}"):
        raise BadInputError(
            f"ADVISOR_LLM is {named}, but what talks to it is not installed. Run"
            f' `pip install "advisor[{provider}]"`, or unset ADVISOR_LLM.'
        )
    own = settings.llm_base_url
    address = ADDRESSES[provider] if own is None else checked(own)
    key = _key(settings, provider)
    from advisor.llm.langchain_model import LangchainModel  # takes seconds

    known = cast("Provider", provider)  # the settings let no other pass
    return LangchainModel(known, model, address=address, key=key)


def _key(settings: Settings, provider: str) -> str:
    """That of the settings; a provider's own variable holds for the provider alone."""
    if settings.llm_key is not None:
        key = settings.llm_key.get_secret_value()
        if not re.fullmatch(r"[\x21-\x7e]+", key):
            raise BadInputError("ADVISOR_LLM_KEY holds signs that no key has. Copy it once more.")
        return key
    if provider == "ollama":
        return ""
    if settings.llm_base_url is not None:
        return _NO_KEY
    variable, key = key_of_provider(provider)
    if not key:
        raise BadInputError(
            f"ADVISOR_LLM is {settings.llm}, which needs a key. Set ADVISOR_LLM_KEY or {variable}."
        )
    return key


def _spending(settings: Settings, store: Store) -> Spending | None:
    if settings.llm_spend_per_day is None:
        return None
    if settings.llm_price_in is None or settings.llm_price_out is None:
        raise BadInputError(
            "ADVISOR_LLM_SPEND_PER_DAY is set, but not what tokens cost. Set ADVISOR_LLM_PRICE_IN"
            " and ADVISOR_LLM_PRICE_OUT (for a million), 0 for a server of your own."
        )
    prices = Prices(settings.llm_price_in, settings.llm_price_out)
    return Spending(store, settings.llm_spend_per_day, prices)
