"""`advisor serve`: the web service, until it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from advisor.bootstrap import open_service
from advisor.channels.cli_listening import end_well_when_told, listen, run, url_of
from advisor.channels.cli_output import print_note
from advisor.channels.rendering import to_json
from advisor.errors import AdvisorError, RecordsUnusableError
from advisor.service.logs import configure
from advisor.settings import load_settings, refuse_unsafe_environment

LOCK = ".serving.lock"


def serve(host: str, port: int) -> None:
    """Serve until the process is told to end; the error says why it cannot."""
    from advisor.channels.web.access import exposure_warning
    from advisor.channels.web.app import create_app

    settings = load_settings()
    configure(level=settings.log_level, form=settings.log_format)
    refuse_unsafe_environment()
    end_well_when_told()
    with closing(listen(host, port)) as listener, _alone(settings.data):
        service = open_service(settings, to_json)
        with closing(service.database), service.live.watched():
            app = create_app(service)
            if settings.page:
                from ui.install import install  # with it come some seconds of imports

                install(app, service)
            print_note(f"advisor serves on {url_of(listener)}")
            if warning := exposure_warning(service, host):
                print_note(warning)
            run(app, listener)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Be the one server of a data folder: limits, switches and sessions are counted by process.

    The system lets go of the folder when the process ends, in whatever way.
    """
    lock = FileLock(data / LOCK, timeout=0)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise AdvisorError(
            f"Another `advisor serve` runs on the data folder {data}. Stop it first, or set"
            " ADVISOR_DATA to another folder."
        ) from error
    except OSError as error:
        raise RecordsUnusableError(
            f"The data folder {data} cannot be written to ({error.strerror or error}). See to space"
            " and rights there, or set ADVISOR_DATA to another folder."
        ) from error
    try:
        yield
    finally:
        lock.release()
