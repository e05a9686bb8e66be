"""`advisor mcp`: the tools for a language model that runs on this machine, over standard input."""

from __future__ import annotations

import sys

from advisor.bootstrap import open_service
from advisor.channels.cli_output import print_note
from advisor.channels.rendering import to_json
from advisor.channels.web.access import LOCAL
from advisor.settings import load_settings


def serve() -> None:
    """Serve until standard input ends. Standard output carries messages and nothing else."""
    import anyio

    from advisor.channels.mcp.server import create_server, serve_stdio

    if sys.stdin.isatty():
        print_note(
            "advisor mcp is started by a program that speaks the Model Context Protocol (see"
            " docs/integrations.md). Press Ctrl-C to end it."
        )
    service = open_service(load_settings(), to_json)
    try:
        anyio.run(serve_stdio, create_server(service, lambda _request: LOCAL))
    finally:
        service.database.close()
