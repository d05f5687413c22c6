"""The kinds that are shown to whoever serves the customer and never change an outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import a_count, a_period, a_text, a_yes_or_no, texts
from contact_gateway.domain.periods import Per
from contact_gateway.domain.wording import at_places, counted, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class EssentialRepairsOnly:
    """What is repaired is limited, never who is answered (OCT-4.4d)."""

    kind: ClassVar = Kind.ESSENTIAL_REPAIRS_ONLY

    def arrangement(self) -> str:
        """Say it to staff."""
        return "Health and safety repairs only: send repairs to the repairs desk, where a person decides."


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLimit:
    """Services that are not given: improvements, planned works, resident groups (OCT-4.4)."""

    kind: ClassVar = Kind.SERVICE_LIMIT
    limits: tuple[str, ...] = field(metadata={"read": texts})

    def arrangement(self) -> str:
        """Say it to staff."""
        needed = " Works that the law or safety asks for are done." if "planned_works" in self.limits else ""
        return f"Not given for now: {listed(limit.replace('_', ' ') for limit in self.limits)}.{needed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingBudget:
    """Minutes of handling that staff give a period; shown, never enforced."""

    kind: ClassVar = Kind.HANDLING_BUDGET
    minutes: int = field(metadata={"read": a_count})
    per: Per = field(metadata={"read": a_period("week", "month")})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"Spend at most {counted(self.minutes, 'minute')} a {self.per} on handling."


@dataclass(frozen=True, slots=True, kw_only=True)
class AccompaniedOnly:
    """Staff do not meet the customer alone (TOR-10, OCT-4.3g)."""

    kind: ClassVar = Kind.ACCOMPANIED_ONLY
    offices: tuple[str, ...] = field(default=(), metadata={"read": texts})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"Do not meet alone: two people{at_places(self.offices)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTimesVaried:
    """Published response times do not apply; the replacement is written down (OCT-3.4)."""

    kind: ClassVar = Kind.RESPONSE_TIMES_VARIED
    times: str = field(metadata={"read": a_text})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"Response times are varied: {self.times}."


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningFlag:
    """A marker on the record (MAG-15)."""

    kind: ClassVar = Kind.WARNING_FLAG
    category: str = field(metadata={"read": a_text})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"Warning marker: {self.category}."


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourAgreement:
    """What the customer agreed to."""

    kind: ClassVar = Kind.BEHAVIOUR_AGREEMENT
    text: str = field(metadata={"read": a_text})
    signed: bool = field(default=False, metadata={"read": a_yes_or_no})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"{'Signed' if self.signed else 'Unsigned'} agreement: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrder:
    """What a court ordered; its end is fixed by the order (TOR-04)."""

    kind: ClassVar = Kind.COURT_ORDER
    reference: str = field(metadata={"read": a_text})
    terms: str = field(metadata={"read": a_text})
    offices: tuple[str, ...] = field(default=(), metadata={"read": texts})
    end: str = field(default="", metadata={"read": a_text})
    power_of_arrest: bool = field(default=False, metadata={"read": a_yes_or_no})

    def arrangement(self) -> str:
        """Say it to staff."""
        arrest = " with a power of arrest" if self.power_of_arrest else ""
        until = f" until {self.end}" if self.end else ""
        return f"Court order {self.reference}{arrest}{until}: {self.terms}{at_places(self.offices)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialMediaAction:
    """What was done on a platform (DER-11.6)."""

    kind: ClassVar = Kind.SOCIAL_MEDIA_ACTION
    action: str = field(metadata={"read": a_text})

    def arrangement(self) -> str:
        """Say it to staff."""
        return f"Done on social media: {self.action.replace('_', ' ')}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Shown, never enforced (OCT-4.3h)."""

    kind: ClassVar = Kind.OTHER
    text: str = field(metadata={"read": a_text})

    def arrangement(self) -> str:
        """Say it to staff."""
        return self.text
