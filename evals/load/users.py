"""What a user does, for locust: asks, asks on, follows an answer as it is made, reads sources.

It runs in a process of its own: locust changes the standard library.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any, get_args

from locust import HttpUser, task

from advisor.vocabulary import Status

# The environment is the one way from the command to this file, which locust itself reads.
QUESTIONS: list[str] = json.loads(Path(os.environ["LOAD_QUESTIONS"]).read_text(encoding="utf-8"))
PAUSE_SECONDS = float(os.environ["LOAD_PAUSE_SECONDS"])
ANSWERS = get_args(Status)


class Officer(HttpUser):
    """Asks most of the time; a task is as frequent as its number."""

    def wait_time(self) -> float:
        """Seconds to the next task: half the pause to one and a half."""
        return PAUSE_SECONDS * random.uniform(0.5, 1.5)

    def on_start(self) -> None:
        """Nothing was asked yet."""
        self._conversation: str | None = None
        self._citation: dict[str, Any] | None = None

    @task(6)
    def ask(self) -> None:
        """A question of its own."""
        self._ask("ask", {"question": random.choice(QUESTIONS)})

    @task(2)
    def ask_on(self) -> None:
        """A question in the conversation before."""
        body = {"question": random.choice(QUESTIONS)}
        if self._conversation:
            body["conversation"] = self._conversation
        self._ask("ask on", body)

    @task(2)
    def follow(self) -> None:
        """An answer as it is made, read to its end."""
        with self.client.post(
            "/v1/ask",
            json={"question": random.choice(QUESTIONS)},
            headers={"Accept": "text/event-stream"},
            name="follow",
            catch_response=True,
        ) as got:
            if got.status_code != 200:
                got.failure(f"status {got.status_code}")
            elif _is_stream(got) and "event: answer" not in got.text:
                got.failure("no answer at the end")

    @task(1)
    def list_sources(self) -> None:
        """The list of sources."""
        self.client.get("/v1/sources", name="sources")

    @task(2)
    def read_source(self) -> None:
        """The place of a quote in its source."""
        if self._citation:
            place = {name: self._citation[name] for name in ("start", "end")}
            url = f"/v1/sources/{self._citation['source']}/text"
            self.client.get(url, params=place, name="read a source")

    @task(1)
    def look_back(self) -> None:
        """The conversation with its answers."""
        if self._conversation:
            self.client.get(f"/v1/conversations/{self._conversation}", name="conversation")

    def _ask(self, name: str, body: dict[str, str]) -> None:
        with self.client.post("/v1/ask", json=body, name=name, catch_response=True) as got:
            if got.status_code != 200:
                got.failure(f"status {got.status_code}: {got.text[:200]}")
                return
            answer = got.json()
            if answer["status"] not in ANSWERS:
                got.failure(f"an answer that is {answer['status']}")
            self._conversation = answer["conversation"]
            quotes = [quote for said in answer["statements"] for quote in said["citations"]]
            self._citation = random.choice(quotes) if quotes else self._citation


def _is_stream(got: Any) -> bool:
    return bool(got.headers.get("content-type", "").startswith("text/event-stream"))
