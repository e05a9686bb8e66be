"""Teams is on with all of its settings, off with none, and an error at start with a part."""

from __future__ import annotations

import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.teams.account import TeamsAccount, teams_account
from advisor.channels.teams.routes import install
from advisor.errors import BadInputError
from advisor.settings import Settings
from tests.channels.teams.played import APP, PASSWORD, TENANT
from tests.conftest import Run

LOOPBACK = "http://127.0.0.1:9"


def _settings(**changes: object) -> Settings:
    usual: dict[str, object] = {
        "teams_app_id": APP,
        "teams_tenant_id": TENANT,
        "teams_app_password": SecretStr(PASSWORD),
    }
    return Settings.model_validate(usual | changes)


def _account(**changes: object) -> TeamsAccount:
    account = teams_account(_settings(**changes))
    assert account is not None
    return account


def test_without_settings_teams_is_off() -> None:
    assert teams_account(Settings()) is None


@pytest.mark.parametrize("name", ["teams_app_id", "teams_tenant_id", "teams_app_password"])
def test_part_of_the_settings_is_refused_by_the_name_of_what_is_missing(name: str) -> None:
    with pytest.raises(BadInputError, match=f"ADVISOR_{name.upper()} not set") as told:
        _account(**{name: None})

    assert PASSWORD not in str(told.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"teams_app_id": "advisor"}, "ADVISOR_TEAMS_APP_ID is not a GUID"),
        ({"teams_tenant_id": "kommunen.se"}, "ADVISOR_TEAMS_TENANT_ID is not a GUID"),
        ({"teams_login_url": "http://login.example"}, "LOGIN_URL is not an https address"),
        ({"teams_login_url": "https://a:b@login.example"}, "LOGIN_URL is not an https address"),
        ({"teams_openid_metadata_url": "file:///keys"}, "METADATA_URL is not an https address"),
        ({"teams_openid_metadata_url": "https://keys.example/"}, "does not end with"),
        ({"teams_login_url": LOOPBACK}, "Only one of"),
        ({"teams_openid_metadata_url": f"{LOOPBACK}/openidconfiguration"}, "Only one of"),
    ],
)
def test_setting_that_cannot_be_followed_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        _account(**changes)


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:443/emea/aaaa-bbbb/",
        "https://canary.botframework.com",
        "https://emea.ng.msg.teams.microsoft.com/v1",
    ],
)
def test_answers_are_sent_to_addresses_of_teams(url: str) -> None:
    assert _account().may_send_to(url)


def test_answers_are_sent_to_this_machine_in_a_rehearsal_alone() -> None:
    metadata = f"{LOOPBACK}/openidconfiguration"
    rehearsal = _account(teams_openid_metadata_url=metadata, teams_login_url=LOOPBACK)

    assert rehearsal.may_send_to("http://127.0.0.1:5000/emea/")
    assert not rehearsal.may_send_to("http://192.168.1.5:5000/emea/")
    assert not _account().may_send_to("http://127.0.0.1:5000/emea/")


def test_client_secret_is_not_shown() -> None:
    assert PASSWORD not in repr(_account()) + repr(_settings())


def test_server_does_not_start_where_anybody_would_be_let_in(run: Run, tmp_path: Path) -> None:
    ended = run(
        *("-m", "advisor", "serve", "--port", "0"),
        cwd=tmp_path,
        ADVISOR_DATA=tmp_path,
        DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS="true",
    )

    assert ended.returncode == 2
    assert "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS is set" in ended.stderr


def test_without_the_extra_the_error_tells_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = open_service(_settings(data=tmp_path), to_json)
    monkeypatch.setitem(sys.modules, "microsoft_teams.apps", None)

    with pytest.raises(BadInputError, match=r"pip install 'advisor\[teams\]'"):
        install(FastAPI(), service, AsyncExitStack())

    service.database.close()
