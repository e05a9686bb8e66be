"""Failures that a caller can act on: each message says what happened, then what to do."""


class AdvisorError(Exception):
    """Something went wrong that a person can mend. `code` is stable, for programs."""

    code = "failure"
    exit_code = 1


class BadInputError(AdvisorError):
    """What was handed in cannot be used as it is."""

    code = "bad_input"
    exit_code = 2


class CorpusError(BadInputError):
    """The corpus folder or its list of sources cannot be used as it is."""

    code = "bad_corpus"


class UnreadableFileError(BadInputError):
    """A document cannot be read; the others can."""

    code = "unreadable_file"


class IndexUnusableError(AdvisorError):
    """There is no index, it is damaged, or it was built in another way."""

    code = "no_usable_index"
    exit_code = 4


class IndexBusyError(AdvisorError):
    """Another process is building the index."""

    code = "index_busy"


class ModelUnavailableError(AdvisorError):
    """A model that the settings name, or that was learned, cannot be loaded."""

    code = "model_unavailable"
