"""A call that only tells whether a model answers: nothing of users or sources is in it."""

from __future__ import annotations

from advisor.llm.model import Model, ModelReply, ModelRequest

_SCHEMA = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
_MOST_TOKENS = 500  # some models think before they answer
_SECONDS = 60.0  # a server of one's own may have to load the model first


def tried(model: Model) -> ModelReply:
    """What it answers; ModelError where it does not."""
    return model.ask(
        ModelRequest(
            system="Reply with the JSON object that is asked for.",
            user='Reply with {"ready": true}.',
            schema=_SCHEMA,
            most_tokens=_MOST_TOKENS,
            seconds=_SECONDS,
        )
    )
