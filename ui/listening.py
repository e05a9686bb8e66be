"""How the view where one asks listens to what is done in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Nothing of Gradio's own is shown beside a component that works, and none of it is a public API.
# Values are taken as they are sent, and looked over where they are used: Gradio would tell the
# reader in English what is wrong with them, and the log what somebody wrote.
QUIET: Mapping[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "preprocess": False,
}
