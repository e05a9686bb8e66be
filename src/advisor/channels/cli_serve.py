"""`advisor serve`: the web service, until it is stopped."""

from __future__ import annotations

from advisor.bootstrap import open_service
from advisor.channels.cli_output import print_note
from advisor.channels.rendering import to_json
from advisor.settings import load_settings


def serve(host: str, port: int) -> None:
    """Serve until the process is told to end."""
    import uvicorn

    from advisor.channels.web.access import exposure_warning
    from advisor.channels.web.app import create_app

    service = open_service(load_settings(), to_json)
    print_note(f"advisor serves on http://{host}:{port}")
    if warning := exposure_warning(service, host):
        print_note(warning)
    # Who calls is told by the connection itself; what a proxy says is weighed by `web.access`.
    uvicorn.run(create_app(service), host=host, port=port, proxy_headers=False, server_header=False)
