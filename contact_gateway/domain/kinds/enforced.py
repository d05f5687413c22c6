"""The kinds that the gateway carries out, each with its terms. Terms that make no sense cannot be built.

Each field names its reader, so that a form, a scenario file and a stored row are read by one law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Ends, Form, Kind
from contact_gateway.domain.kinds.reading import (
    ImpossibleTerms,
    a_count,
    a_period,
    a_text,
    bodies,
    channels,
    one_of,
    texts,
    windows,
)
from contact_gateway.domain.people import Body
from contact_gateway.domain.periods import Per, WeeklyWindow
from contact_gateway.domain.wording import at_places, channels_in_words, counted, listed, window_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePointOfContact:
    """All allowed contact goes to one officer, team or inbox; `deputies` in order when that one is away."""

    kind: ClassVar = Kind.SINGLE_POINT_OF_CONTACT
    officer: str = field(default="", metadata={"read": a_text})
    team: str = field(default="", metadata={"read": a_text})
    inbox: str = field(default="", metadata={"read": a_text})
    deputies: tuple[str, ...] = field(default=(), metadata={"read": texts})

    def __post_init__(self) -> None:
        """Refuse none or several points."""
        if sum(map(bool, (self.officer, self.team, self.inbox))) != 1:
            message = "A single point of contact names exactly one of: officer, team, inbox."
            raise ImpossibleTerms(message)
        points = (self.officer or self.team or self.inbox, *self.deputies)
        if len(set(points)) != len(points):
            message = "Somebody is named twice: a deputy is somebody other than the point of contact."
            raise ImpossibleTerms(message)

    def arrangement(self) -> str:
        """Say it to staff."""
        point = self.officer or self.team.replace("_", " ") or self.inbox
        deputies = f" If away: {listed(self.deputies, 'then')}." if self.deputies else ""
        return f"Put through to {point} only.{deputies}"

    def named(self, names: Mapping[str, str]) -> SinglePointOfContact:
        """Return the same terms with names where ids stand, to be read by people; the id too where a name is shared."""
        ids = (self.officer, *self.deputies)
        said = [names.get(one) or one for one in ids]
        told = [f"{name} ({one})" if said.count(name) > 1 else name for one, name in zip(ids, said, strict=True)]
        return replace(self, officer=told[0], deputies=tuple(told[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class PermittedTimes:
    """Contact is taken within weekly windows only."""

    kind: ClassVar = Kind.PERMITTED_TIMES
    windows: tuple[WeeklyWindow, ...] = field(metadata={"read": windows})

    def __post_init__(self) -> None:
        """Refuse a week without any window, which would be a ban."""
        if not self.windows:
            message = "Permitted times need at least one window, for example 'tue 09:00-12:00'."
            raise ImpossibleTerms(message)

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"Takes contact on {listed(window_in_words(window) for window in self.windows)} only."


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCap:
    """So many contacts a period, one counter over all channels in scope (TUN-8.3c2)."""

    kind: ClassVar = Kind.CONTACT_CAP
    limit: int = field(metadata={"read": a_count})
    per: Per = field(metadata={"read": a_period("day", "week", "month")})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"May make {counted(self.limit, 'contact')} a {self.per}."


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCap:
    """Minutes of talk a period, minutes each conversation, or both (OCT-4.3b)."""

    kind: ClassVar = Kind.TIME_CAP
    minutes: int | None = field(default=None, metadata={"read": a_count})
    per: Per | None = field(default=None, metadata={"read": a_period("week", "month")})
    each: int | None = field(default=None, metadata={"read": a_count})
    ends: Ends = field(default=Ends.BY_ITSELF, metadata={"read": one_of(Ends)})

    def __post_init__(self) -> None:
        """Refuse half a term: minutes and period go together."""
        if (self.minutes is None) != (self.per is None) or (self.minutes is None and self.each is None):
            message = "A time cap needs minutes and per (week or month) together, or each, or both."
            raise ImpossibleTerms(message)

    def arrangement(self) -> str:
        """Say it to staff."""
        in_all = [f"{counted(self.minutes, 'minute')} a {self.per}"] if self.minutes else []
        at_once = [f"{counted(self.each, 'minute')} each conversation"] if self.each else []
        return f"May talk for {listed(in_all + at_once)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelBan:
    """The channels in the restriction's scope are refused."""

    kind: ClassVar = Kind.CHANNEL_BAN

    def arrangement(self) -> str:
        """Say it to staff."""
        return "May not use these ways of contact."


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyChannels:
    """Only these channels are taken; any other, also one added later, is refused."""

    kind: ClassVar = Kind.ONLY_CHANNELS
    channels: frozenset[Channel] = field(metadata={"read": channels})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"May contact us by {channels_in_words(self.channels)} only."


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleForm:
    """One form of contact is left, as the policy defines the word."""

    kind: ClassVar = Kind.SINGLE_FORM
    form: Form = field(metadata={"read": one_of(Form)})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"May contact us in one form only: {self.form}."


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicemailOnly:
    """Calls go to voicemail."""

    kind: ClassVar = Kind.VOICEMAIL_ONLY

    def arrangement(self) -> str:
        """Say it to staff."""
        return "Calls go to voicemail."


@dataclass(frozen=True, slots=True, kw_only=True)
class ByAppointment:
    """Visits without an appointment are refused."""

    kind: ClassVar = Kind.BY_APPOINTMENT

    def arrangement(self) -> str:
        """Say it to staff."""
        return "Visits by appointment only."


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeOnly:
    """The customer is refused; a named representative, or any of a class, speaks (DER-10.1f, OCT-4.3d)."""

    kind: ClassVar = Kind.REPRESENTATIVE_ONLY
    representative: str = field(default="", metadata={"read": a_text})
    any_of: frozenset[Body] = field(default_factory=frozenset, metadata={"read": bodies})

    def __post_init__(self) -> None:
        """Refuse a restriction under which nobody could speak."""
        if bool(self.representative) == bool(self.any_of):
            message = "It needs either representative, or any_of: solicitor, advice_agency, councillor."
            raise ImpossibleTerms(message)

    def arrangement(self) -> str:
        """Say it to staff."""
        who = self.representative or listed((body.replace("_", " ") for body in sorted(self.any_of)), "or")
        return f"Speak with the representative only: {who}."

    def named(self, names: Mapping[str, str]) -> RepresentativeOnly:
        """Return the same terms with a name where an id stands, to be read by people."""
        return replace(self, representative=names.get(self.representative) or self.representative)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFurtherConsideration:
    """An issue is closed unless there is new evidence (TUN-8.3d)."""

    kind: ClassVar = Kind.NO_FURTHER_CONSIDERATION
    issue: str = field(metadata={"read": a_text})
    references: tuple[str, ...] = field(default=(), metadata={"read": texts})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"{self.issue} is closed unless there is new evidence."


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCap:
    """So many new issues a period (TUN-8.3e)."""

    kind: ClassVar = Kind.ISSUE_CAP
    limit: int = field(metadata={"read": a_count})
    per: Per = field(metadata={"read": a_period("week", "month")})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"{counted(self.limit, 'new issue')} a {self.per} may be raised; later ones wait."


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedReply:
    """Messages are read on arrival and answered together once a period."""

    kind: ClassVar = Kind.CONSOLIDATED_REPLY
    per: Per = field(metadata={"read": a_period("week", "month")})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"Messages are read on arrival and answered together once a {self.per}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalContactBan:
    """No personal contact at these offices, or at any when none is named (OCT-4.3g)."""

    kind: ClassVar = Kind.PERSONAL_CONTACT_BAN
    offices: tuple[str, ...] = field(default=(), metadata={"read": texts})

    def arrangement(self) -> str:
        """Say it to staff."""
        excepted = "except for emergency repairs and works that the law or safety asks for"
        return f"No personal contact{at_places(self.offices)}, {excepted}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisesBan:
    """These offices, or all when none is named, are closed to the customer (OCT-4.3g)."""

    kind: ClassVar = Kind.PREMISES_BAN
    offices: tuple[str, ...] = field(default=(), metadata={"read": texts})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"May not come to our offices{at_places(self.offices)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class NoContact:
    """Everything is refused but what is always open."""

    kind: ClassVar = Kind.NO_CONTACT

    def arrangement(self) -> str:
        """Say it to staff."""
        return "No contact, except for what is always open."
