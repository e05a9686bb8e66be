"""Who advisor is in Teams, by the settings; none where Teams is not set up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from pydantic import SecretStr

from advisor.errors import BadInputError
from advisor.settings import Settings, refuse_unsafe_environment

METADATA_END = "/openidconfiguration"  # the keys lie beside it

# Where Teams has its conversations. The first is one name among those that anybody may register
# under trafficmanager.net, so it is told in full.
_SERVICE_HOSTS = ("smba.trafficmanager.net",)
_SERVICE_DOMAINS = (".botframework.com", ".teams.microsoft.com")


@dataclass(frozen=True, slots=True)
class TeamsAccount:
    """The bot's identity, the tenant that it serves, and where both are proven."""

    app_id: str
    tenant_id: str
    password: SecretStr
    metadata_url: str
    login_url: str
    is_rehearsal: bool  # with a Teams that is played on this machine

    def may_send_to(self, service_url: str) -> bool:
        """Whether answers, and with them the bot's token, may be sent to an address."""
        parts = _split(service_url)
        if parts is None or parts.query or parts.fragment:
            return False
        if self.is_rehearsal and _is_loopback(parts):
            return True
        host = (parts.hostname or "").casefold()
        if parts.scheme != "https" or parts.port not in (None, 443):
            return False
        return host in _SERVICE_HOSTS or host.endswith(_SERVICE_DOMAINS)


def teams_account(settings: Settings) -> TeamsAccount | None:
    """The account that the settings tell of; BadInputError where they tell only a part of it.

    With a switch set that lets anybody in, nothing may be served: BadInputError as well.
    """
    refuse_unsafe_environment()
    given: Mapping[str, object] = {
        "ADVISOR_TEAMS_APP_ID": settings.teams_app_id,
        "ADVISOR_TEAMS_TENANT_ID": settings.teams_tenant_id,
        "ADVISOR_TEAMS_APP_PASSWORD": settings.teams_app_password,
    }
    missing = [name for name, value in given.items() if value is None]
    if len(missing) == len(given):
        return None
    password = settings.teams_app_password
    if missing or password is None:
        raise BadInputError(
            f"Teams is set up in part: {' and '.join(missing)} not set. Set all of"
            f" {', '.join(given)}, or none."
        )
    metadata = _address("ADVISOR_TEAMS_OPENID_METADATA_URL", settings.teams_openid_metadata_url)
    login = _address("ADVISOR_TEAMS_LOGIN_URL", settings.teams_login_url)
    if _is_loopback(metadata) != _is_loopback(login):
        raise BadInputError(
            "Only one of ADVISOR_TEAMS_OPENID_METADATA_URL and ADVISOR_TEAMS_LOGIN_URL is on this"
            " machine, and the client secret would go to the other. Set both, or none."
        )
    if not metadata.path.endswith(METADATA_END):
        raise BadInputError(
            f"ADVISOR_TEAMS_OPENID_METADATA_URL does not end with {METADATA_END}. Set it to the"
            " address of the OpenID metadata."
        )
    return TeamsAccount(
        app_id=_guid("ADVISOR_TEAMS_APP_ID", settings.teams_app_id),
        tenant_id=_guid("ADVISOR_TEAMS_TENANT_ID", settings.teams_tenant_id),
        password=password,
        metadata_url=metadata.geturl(),
        login_url=login.geturl().rstrip("/"),
        is_rehearsal=_is_loopback(metadata),
    )


def _guid(name: str, value: str | None) -> str:
    try:
        return str(UUID(value))
    except ValueError as error:
        raise BadInputError(
            f"{name} is not a GUID such as 12345678-1234-1234-1234-123456789abc. Copy it from the"
            " registration of the bot."
        ) from error


def _address(name: str, value: str) -> SplitResult:
    parts = _split(value)
    if parts is None or (parts.scheme != "https" and not _is_loopback(parts)):
        raise BadInputError(f"{name} is not an https address. Set it to one, or unset it.")
    return parts


def _split(url: str) -> SplitResult | None:
    """The parts of an http or https address; None for anything else, or one with a password."""
    if not url.isascii() or not url.isprintable() or set(url) & set(' \\"<>'):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    is_plain = parts.username is None and parts.password is None
    return parts if parts.scheme in ("http", "https") and parts.hostname and is_plain else None


def _is_loopback(parts: SplitResult) -> bool:
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
