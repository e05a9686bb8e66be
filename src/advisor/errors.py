"""Failures that a caller can act on: each message says what happened, then what to do."""


class AdvisorError(Exception):
    """Something went wrong that a person can mend. `code` is stable, for programs."""

    code = "failure"
    exit_code = 1


class BadInputError(AdvisorError):
    """What was handed in cannot be used as it is."""

    code = "bad_input"
    exit_code = 2


class TooLargeError(BadInputError):
    """More was sent than is read."""

    code = "too_large"


class AddressTooLongError(TooLargeError):
    """The address that was asked for is longer than any of ours."""


class HeadersTooLargeError(TooLargeError):
    """More headers came with a request than any use of ours needs."""


class TooSlowError(BadInputError):
    """A request did not arrive in time."""

    code = "too_slow"


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


class RecordsUnusableError(AdvisorError):
    """What is kept of questions and answers cannot be read or written."""

    code = "records_unusable"


class NotFoundError(AdvisorError):
    """There is no such thing, or it is not this caller's: the two are told alike."""

    code = "not_found"


class AccessDeniedError(AdvisorError):
    """Nobody known asks: a key is missing or wrong, or came by a way that is not trusted."""

    code = "access_denied"


class UntrustedWayError(AccessDeniedError):
    """A request came by a way that tells nothing certain of who sends it."""

    code = "untrusted_way"


class LoginFailedError(AccessDeniedError):
    """A person's login could not be completed, or what the provider says of them is not right."""

    code = "login_failed"


class LoginUnavailableError(AdvisorError):
    """The provider that people log in with does not answer as it should."""

    code = "login_unavailable"


class NotAllowedError(AdvisorError):
    """A caller who is known lacks the right."""

    code = "not_allowed"


class SwitchedOffError(AdvisorError):
    """An operator has switched this way in off."""

    code = "switched_off"


class BusyError(AdvisorError):
    """Too much is asked at this time. `retry_after_seconds` tells when to try again."""

    code = "busy"

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class LimitReachedError(BusyError):
    """This caller has asked too often."""

    code = "limit_reached"
