"""A restriction as it is told to the customer whom it is about, in the customer's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from enum import Enum

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.enforced import OnlyChannels, SingleForm, SinglePointOfContact
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.kinds.shown import CourtOrder
from contact_gateway.domain.languages import Language
from contact_gateway.domain.letters.composing import compose
from contact_gateway.domain.letters.content import Passage
from contact_gateway.domain.letters.numbers import readable
from contact_gateway.domain.letters.words import Label, LetterWords
from contact_gateway.domain.people import Body
from contact_gateway.domain.periods import Per, Weekday, WeeklyWindow
from contact_gateway.domain.restrictions import Restriction, Scope

TERMS = frozenset(
    (
        *("limit", "minutes", "each", "per", "ways", "point", "deputies", "windows", "who", "issue", "references"),
        *(
            "offices",
            "named_offices",
            "arrest",
            "limits",
            "times",
            "category",
            "text",
            "reference",
            "terms",
            "end",
            "action",
            "issues",
        ),
    )
)
"""What the text of a kind may name between braces; which of them have a value depends on the kind."""

_CLOSES_CHANNELS = frozenset({Kind.CHANNEL_BAN, Kind.ONLY_CHANNELS, Kind.SINGLE_FORM})
"""Their own sentence names the channels."""

_SAID_ONE_BY_ONE = 2
"""More days in a row are said by the first and the last: Monday to Friday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """What it takes to say a restriction: the words, the language, what forms mean, the names of people and places."""

    words: LetterWords
    language: Language
    forms: Mapping[Form, frozenset[Channel]]
    names: Mapping[str, str]

    def restriction(self, restriction: Restriction, *, easy: bool) -> tuple[Passage, ...]:
        """Return what was decided, kind and scope, as sentences to the customer."""
        said = compose(self.words.kinds[restriction.kind], self._values(restriction), easy=easy)
        return (*said, *self._scope(restriction, easy=easy))

    def ways(self, channels: Iterable[Channel]) -> str:
        """Return channels as a choice in a sentence, in the order of `Channel`."""
        wanted = frozenset(channels)
        said = {**self.language.channels, Channel.IN_PERSON: self.words.labels[Label.IN_PERSON]}
        return self.words.any_of(said[one] for one in Channel if one in wanted)

    def _values(self, restriction: Restriction) -> dict[str, str]:
        terms = restriction.terms
        said = {one.name: self._said(one.name, getattr(terms, one.name)) for one in fields(terms)}
        match terms:
            case SinglePointOfContact():
                said["point"] = said["officer"] or self._named(terms.team) or terms.inbox
            case OnlyChannels():
                said["ways"] = self.ways(terms.channels)
            case SingleForm():
                said["ways"] = self.ways(self.forms.get(terms.form, ()))
            case _:
                said["ways"] = self.ways(restriction.scope.channels) or self.words.labels[Label.EVERYBODY]
        said["who"] = said.get("representative") or said.get("any_of", "")
        said["named_offices"] = self.words.all_of(getattr(terms, "offices", ()))
        if isinstance(terms, CourtOrder):
            said["end"] = self._day(terms.end)
            said["arrest"] = self.words.labels[Label.ORDER_ARREST] if terms.power_of_arrest else ""
        if restriction.kind is Kind.ISSUE_CAP:
            said["issues"] = self.words.issues.written(getattr(terms, "limit", 0))
        return {**dict.fromkeys(TERMS, ""), **said}

    def _said(self, name: str, value: object) -> str:
        match name, value:
            case "limit", int():
                return self.words.times.written(value)
            case (("minutes" | "each"), int()):
                return self.words.minutes.written(value)
            case (("officer" | "representative"), str()):
                return self.names.get(value) or value
            case "deputies", tuple():
                return self.words.any_of(self.names.get(one) or one for one in value)
            case "windows", tuple():
                return "\n".join(map(self._window, value))
            case (("category" | "action"), str()):
                return self.words.coded(value)
            case "offices", tuple():
                return self.words.any_of(value) or self.words.labels[Label.ANY_OFFICE]
            case _:
                return self._plain(value)

    def _day(self, written: str) -> str:
        """Return a day as the other dates of a letter stand in it; what is none as it is."""
        try:
            return self.words.calendar.written(date.fromisoformat(written))
        except ValueError:
            return written

    def _plain(self, value: object) -> str:
        match value:
            case Per():
                return self.words.per[value]
            case Enum() | None | bool():
                return ""
            case tuple():
                return self.words.all_of(self.words.coded(str(one)) for one in value)
            case frozenset():
                return self.words.any_of(self.words.bodies[one] for one in Body if one in value)
            case _:
                return str(value)

    def _window(self, window: WeeklyWindow) -> str:
        days = [self.words.calendar.weekdays[day] for day in Weekday if day in window.days]
        in_a_row = len(days) > _SAID_ONE_BY_ONE and max(window.days) - min(window.days) == len(days) - 1
        said = self._from_to(days[0], days[-1]) if in_a_row else self.words.all_of(days)
        hours = self._from_to(self._clock(window.opens), self._clock(window.closes))
        return self.words.calendar.hours.format(days=said, hours=hours)

    def _from_to(self, first: str, last: str) -> str:
        return self.words.calendar.from_to.format(first=first, last=last)

    def _clock(self, minutes: int) -> str:
        hour, minute = divmod(minutes, 60)
        if hour % 24 == minute == 0:
            return self.words.calendar.midnight
        return self.language.times.time_of_day(time(hour, minute))

    def _scope(self, restriction: Restriction, *, easy: bool) -> Iterable[Passage]:
        scope = Scope() if restriction.kind in _CLOSES_CHANNELS else restriction.scope
        parts = {
            Label.FOR_CHANNELS: self.ways(scope.channels),
            Label.FOR_SERVICES: self.words.all_of(map(self._named, sorted(restriction.scope.services))),
            Label.FOR_TEAMS: self.words.all_of(map(self._named, sorted(restriction.scope.teams))),
            Label.FOR_ADDRESSES: self.words.all_of(map(readable, sorted(restriction.scope.to))),
        }
        for label, value in parts.items():
            yield from compose(self.words.labels[label], {"value": value}, easy=easy)

    def _named(self, name: str) -> str:
        return self.names.get(name) or name.replace("_", " ")
