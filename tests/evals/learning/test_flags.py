"""Every learner is asked for the same, in the same words."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence

import pytest

from advisor.errors import BadInputError
from evals.learning import acts, refusal, relevance
from evals.learning.flags import flags, obey

Main = Callable[[Sequence[str]], int]


def _asked(*arguments: str) -> list[object]:
    """What a learner is made to do by these arguments."""
    done: list[object] = []
    obey(flags("x", None), arguments, fit=lambda _: done.append("fit"), show=done.append)
    return done


def test_what_is_asked_for_is_done_and_nothing_else() -> None:
    assert _asked("--fit") == ["fit"]
    assert _asked("--show") == [""]
    assert _asked("--show", "spara") == ["spara"]


@pytest.mark.parametrize("arguments", [[], ["--fit", "--show"]])
def test_one_thing_must_be_asked_for(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _asked(*arguments)

    assert "--fit" in capsys.readouterr().err


def test_what_cannot_be_used_is_said_with_its_own_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def _fit(_wants: Namespace) -> None:
        raise BadInputError("No such fold.")

    code = obey(flags("x", None), ["--fit"], fit=_fit, show=print)

    assert code == BadInputError.exit_code
    assert capsys.readouterr().err == "No such fold.\n"


@pytest.mark.parametrize("main", [acts.main, refusal.main, relevance.main])
def test_every_learner_tells_what_it_can_do(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])

    told = capsys.readouterr().out
    assert "--fit" in told
    assert "--show" in told


@pytest.mark.parametrize(
    ("main", "name"), [(refusal.main, "lacking"), (relevance.main, "money.saving")]
)
def test_learned_weights_are_shown_by_name(
    main: Main, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--show", name]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(name in line.split("  ->  ")[0] for line in lines)
