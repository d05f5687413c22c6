"""What a use case may raise; every message is a sentence for the person who meets it."""

from __future__ import annotations

from traceback import format_tb


class GatewayError(Exception):
    """The root of what a use case may raise; the message is a sentence for the person who meets it.

    GatewayError
    ├── NotFound            no such landlord, customer, contact or restriction (of this landlord)
    ├── Refused             the request makes no sense or is not allowed; `code` stays, words may change
    │   └── InProgress      this very request is being answered now; it says when to ask again
    ├── Stale               somebody else changed it meanwhile: look again, then decide again
    ├── TalliesMoved        another contact took from the same allowance meanwhile: load and decide again
    ├── Unavailable         the database, or where files are kept, cannot be reached now
    │   └── Unusable        nor later, unless somebody changes how it is set up: the sentence says what
    ├── Sealed              what is stored encrypted stays shut
    │   ├── NoKey           the landlord has no key, or no longer the one it was sealed with
    │   └── Unreadable      it is not what was sealed for that place: damaged, changed or moved
    ├── NotDone             the provider that carries calls surely did not do what it was asked
    └── Unclear             it may have done it, and nobody can know yet
    """


class NotFound(GatewayError):
    """What was asked for is not there, or belongs to another landlord, which is the same answer."""


class Refused(GatewayError):
    """A request that cannot be carried out."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code for machines beside the sentence for people."""
        super().__init__(message)
        self.code = code


class InProgress(Refused):
    """This very request is being answered now, or its answerer died a moment ago."""

    def __init__(self, retry_in_seconds: int) -> None:
        """Keep after how many seconds it makes sense to ask again."""
        super().__init__("request_in_progress", "This request is being answered now; ask again in a moment.")
        self.retry_in_seconds = retry_in_seconds


class Stale(GatewayError):
    """What was to be changed is no longer what the caller saw."""


class TalliesMoved(GatewayError):
    """An allowance is no longer what the decision was based on."""

    def __init__(self, customer_id: str) -> None:
        """Keep whose allowance it is, so that the next try can wait in line for it."""
        super().__init__("Another contact took from the same allowance meanwhile.")
        self.customer_id = customer_id


class Unavailable(GatewayError):
    """The database, or the place where files are kept, cannot be used now."""

    def __init__(self, message: str, kind: str = "") -> None:
        """Keep the kind of trouble in a word, for the log, beside the sentence for people."""
        super().__init__(message)
        self.kind = kind


class Unusable(Unavailable):
    """No waiting mends it: the installation or what is stored is set up in another way than this code needs."""


class Sealed(GatewayError):
    """What is stored encrypted stays shut."""


class NoKey(Sealed):
    """The key that is needed is not in the landlord's keys."""


class Unreadable(Sealed):
    """What is stored is not what was sealed for its place."""


class NotDone(GatewayError):
    """The provider refused, was busy for as long as we could ask, or was never reached."""

    def __init__(self, message: str, code: str = "") -> None:
        """Keep the provider's own number for why, for the log; empty where it gave none."""
        super().__init__(message)
        self.code = code


class Unclear(GatewayError):
    """The provider was asked and may have done it: asking again could do it twice."""


class CannotSend(Exception):
    """The mail server did not take the message. `permanent` says that trying again is no use."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        """Keep whether it may be tried again."""
        super().__init__(message)
        self.permanent = permanent


def told_for_the_log(fault: BaseException) -> str:
    """Return the kind of a fault and the lines of code that led to it; its words may repeat what a person sent."""
    return f"{type(fault).__name__}\n{''.join(format_tb(fault.__traceback__))}"
