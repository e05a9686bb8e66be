"""Which conversations are questions, told before anything is asked."""

import pytest

from advisor.channels.web.chat_bodies import MODEL, ChatBody
from advisor.channels.web.chat_errors import ChatError


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00\x07", "\x1b[31m"])
def test_a_question_that_nobody_can_see_is_told_as_empty_where_it_stands(text: str) -> None:
    body = ChatBody.model_validate(
        {"model": MODEL, "messages": [{"role": "user", "content": text}]}
    )

    with pytest.raises(ChatError, match="Frågan är tom") as told:
        body.asked()

    assert told.value.param == "messages.0.content"
