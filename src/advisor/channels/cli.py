"""The command line: each command reads its arguments, calls what does the work, prints the rest."""

from __future__ import annotations

import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal

import typer

from advisor import __version__
from advisor.channels import cli_keeping
from advisor.channels.rendering import visible
from advisor.errors import AdvisorError, BadInputError
from advisor.vocabulary import Channel

# What a command needs is imported within it, so that `--help` and `version` answer at once.

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Cited recommendations for public decisions, from a municipality's own reports.",
)
models = typer.Typer(no_args_is_help=True, help="The embedding model: which one, and fetch one.")
app.add_typer(models, name="models")
keys = typer.Typer(no_args_is_help=True, help="The keys that programs call the service with.")
app.add_typer(keys, name="keys")


class Split(StrEnum):
    """Which gold questions are asked."""

    dev = "dev"
    test = "test"
    all = "all"


class KeyRight(StrEnum):
    """What a key may do."""

    ask = "ask"
    audit = "audit"
    operate = "operate"


def main() -> int:
    """Run the command that the arguments name; returns or exits with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # not what a caller put in its place
            stream.reconfigure(errors="replace")  # a locale without å must not stop an answer
    try:
        app()
    except AdvisorError as error:
        print(f"Error: {visible(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"advisor {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version."),
    ] = False,
) -> None:
    """Options of the program itself."""


@app.command()
def ask(
    question: Annotated[
        str | None,
        typer.Argument(help="The question, in Swedish or English; - reads it from standard input."),
    ] = None,
    history: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="An earlier question of the conversation; repeat, oldest first."
        ),
    ] = None,
    profile: Annotated[
        Path | None, typer.Option(help="YAML or JSON file that describes your municipality.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(help='Answer a file of questions, one {"id", "question"} to a line.'),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where a batch writes its answers; - is standard output.")
    ] = None,
) -> None:
    """Answer a question from the corpus, each sentence with its quote and its source.

    Exit codes: 0 answered, in full or in part; 3 no answer, too vague or not one to advise on;
    2 bad input; 4 no usable index; 1 failure.
    """
    from advisor.channels import cli_ask

    if batch is not None:
        alone = {"question": question, "--history": history, "--profile": profile}
        given = {**alone, "--json": as_json}
        cli_ask.refuse_beside_batch([name for name, value in given.items() if value])
        raise typer.Exit(cli_ask.answer_batch(batch, out))
    raise typer.Exit(cli_ask.answer_one(question, history or (), profile, out, as_json=as_json))


@app.command()
def index(
    corpus: Annotated[
        Path | None, typer.Option(help="Folder with the documents and sources.yaml.")
    ] = None,
    force: Annotated[
        bool, typer.Option(help="Read every document again, even where nothing changed.")
    ] = False,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Put the index before back in use; reads nothing.")
    ] = False,
) -> None:
    """Read the corpus and put a new index in use, unless the one in use is up to date."""
    from advisor.channels.cli_index import build, go_back

    if not rollback:
        build(corpus, force=force)
    elif corpus is None and not force:
        go_back()
    else:
        raise BadInputError("--rollback reads no documents. Leave out --corpus and --force.")


@app.command(name="eval")
def evaluate(
    split: Annotated[
        Split, typer.Option(help="Which questions: those to tune on, those kept aside, or all.")
    ] = Split.all,
    compare: Annotated[
        Path | None,
        typer.Option(help="Results of an earlier run; unset: baseline.json beside the questions."),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Make this run the baseline that later ones must hold.")
    ] = False,
    questions: Annotated[
        Path | None, typer.Option(help="Your own gold questions; unset: those of the project.")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Folder with the documents and sources.yaml.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the report; unset: evals in the data folder.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only advisor itself, not what it is compared with.")
    ] = False,
    llm: Annotated[
        bool, typer.Option("--llm", help="Also with the language model that is set, which costs.")
    ] = False,
    record: Annotated[
        Path | None, typer.Option(help="With --llm: file that the model's replies are written to.")
    ] = None,
    replay: Annotated[
        Path | None, typer.Option(help="With --llm: recorded replies, in the model's place.")
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="With --llm: give the model so many dev questions.")
    ] = None,
) -> None:
    """Measure the answers against gold questions, and hold them to the run before.

    Exit codes: 0 passed; 1 an invariant is broken or too much that was right is wrong;
    2 bad input.
    """
    from advisor.channels import cli_eval

    raise typer.Exit(
        cli_eval.evaluate(
            split=split.value,
            compare=compare,
            accept=accept,
            questions=questions,
            corpus=corpus,
            out=out,
            quick=quick,
            llm=llm,
            record=record,
            replay=replay,
            sample=sample,
        )
    )


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the interface for programs and the chats, until stopped."""
    from advisor.channels import cli_serve

    cli_serve.serve(host, port)


@app.command()
def mcp() -> None:
    """Serve a program on this machine that speaks the Model Context Protocol, over stdin.

    Such a program starts this command itself; docs/integrations.md tells how to set it up.
    """
    from advisor.channels import cli_mcp

    cli_mcp.serve()


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say what is set up, what is missing and how to mend it.

    Exit codes: 0 no problem; 4 the index cannot be used; 1 another problem.
    """
    from advisor.channels.cli_doctor import examine

    raise typer.Exit(examine(as_json=as_json))


@models.command()
def show() -> None:
    """Show which embedding model is set, and whether it is on this machine."""
    from advisor.channels.cli_doctor import show_model

    show_model()


@models.command()
def fetch(
    name: Annotated[str, typer.Argument(help="Name of a sentence-transformers model on its hub.")],
) -> None:
    """Download an embedding model, so that it can be used without network."""
    from advisor.retrieval.named_models import fetch_model

    fetch_model(name)
    typer.echo(
        f"{name} is on this machine. Set ADVISOR_EMBEDDING_MODEL={name}, then run `advisor index`."
    )


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Who will call with it, a program say.")],
    right: Annotated[
        list[KeyRight] | None,
        typer.Option(
            help="What it may do; repeat; unset: ask. ask: ask, read sources and what is its own;"
            " audit: read what others asked; operate: read how the service fares."
        ),
    ] = None,
) -> None:
    """Make a key. It is shown once, on standard output, and not kept."""
    from advisor.channels.cli_access import create_key

    create_key(name, [one.value for one in right or (KeyRight.ask,)])


@keys.command(name="list")
def list_keys(
    as_json: Annotated[bool, typer.Option("--json", help="Print the keys as JSON.")] = False,
) -> None:
    """List the keys that were made, with their rights and their last use."""
    from advisor.channels.cli_access import print_keys

    print_keys(as_json=as_json)


@keys.command()
def revoke(
    id: Annotated[str, typer.Argument(metavar="ID", help="As `advisor keys list` shows it.")],
) -> None:
    """Make a key open nothing from now on, also on a server that runs."""
    from advisor.channels.cli_access import revoke_key

    revoke_key(id)


@app.command()
def switch(
    channel: Annotated[
        Channel | None, typer.Argument(help="The way in to switch; unset: list them all.")
    ] = None,
    state: Annotated[Literal["on", "off"] | None, typer.Argument(help="Open or closed.")] = None,
) -> None:
    """Switch a way in off or on, also on a server that runs; without arguments, list them."""
    from advisor.channels.cli_access import list_switches, set_switch

    if channel is None:
        list_switches()
    else:
        set_switch(channel, state)


@app.command()
def version() -> None:
    """Show the version."""
    _show_version(True)


cli_keeping.add_to(app)
