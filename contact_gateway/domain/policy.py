"""A landlord's own rules, as values. Which file they came from is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.languages import ENGLISH, Language
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Per, Schedule
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.stationery import Stationery
from contact_gateway.domain.voice import Phrases, VoiceRules
from contact_gateway.domain.working_days import Nation

DEFAULT = "default"
"""The source of a value on which the policy is silent; pages and letters show it as "default, not in policy"."""

LANDLORD = "landlord"
"""The source of a value that no policy speaks of and the landlord's pack sets: a number, an address, opening hours."""

MANAGERS = "managers"
"""The source of a kind that the policy leaves open for its managers; shown as "landlord's managers, not in policy"."""

MAIN = "main"
"""The code of a landlord's main policy, by which its calls and messages go; others stand beside it."""

QUEUE = "queue"
VOICEMAIL = "voicemail"
EMERGENCY_LINE = "emergency_line"
REPAIRS_DESK = "repairs_desk"
"""Destinations that every landlord has; others are the pack's own teams."""

PRIORITY = "priority"
"""The destination for customers who are vulnerable or at risk, where a landlord has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where an allowed contact goes: a phone number in E.164, a mailbox, or both. `label` is said to staff.

    `line` is rung instead of the phone number: `sip:desk@example.org`, `client:desk`, or `workflow:` and the id of the
    workflow that gives its calls to agents.
    """

    name: str
    label: str
    phone: str = ""
    email: str = ""
    line: str = ""

    @property
    def rings(self) -> str:
        """What is rung, empty where no call can be put through."""
        return self.line or self.phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of the landlord's own numbers or addresses: which team and service it belongs to, which subject it opens."""

    address: str
    team: str = ""
    service: str = ""
    subject: Subject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """That a policy allows a kind, by which clause; `grade` is the least that may authorise it, empty where silent.

    `grade_clause` is the clause that says which grade.
    """

    clause: str
    grade: str = ""
    grade_clause: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that a decision needs to know of a landlord.

    `code` tells the landlord's policies apart; versions are numbered over all of them, so that a number names one.
    `roles` are those that the pack names beside its grades and destinations, in which officers decide.
    `forms` says which channels each word of `single_form` means. `subjects` names the destination of each always-open
    subject. `strong_words` and `weak_words` widen, never narrow, the phrases of section 7: strong ones open at once,
    weak ones only mark.
    `clocks` count working days and months; `casework` says how a restriction is made, told, reviewed and appealed
    against; `stationery` is what its letters print.
    `open_senders` maps an address, or a domain written `@example.org`, to an outside body. `business_hours` and the
    closure days inside change a destination, never an outcome. `adjustment_factors` multiply minutes. `scripts` holds
    texts by language code, then by script key; `languages` are those that are switched on, English always among them;
    `known_languages` are all that there are. `spoken` holds what may be said instead of pressing a key, by language.
    `sources` tells for each value (by its dotted key in the pack) the clause it comes from, or `default`. `wording` is
    the number of the landlord's last edit of a script that is in it, 0 for none; `recordings` are the addresses of
    recorded audio, by language and script, for texts that were spoken in.
    """

    landlord: str
    name: str
    version: int
    zone: ZoneInfo
    channels: tuple[Channel, ...]
    forms: Mapping[Form, frozenset[Channel]]
    kinds: Mapping[Kind, KindRule]
    destinations: Mapping[str, Destination]
    subjects: Mapping[Subject, str]
    business_hours: Schedule
    grades: tuple[str, ...]
    clocks: Clocks
    known_languages: Mapping[str, Language]
    code: str = MAIN
    roles: tuple[str, ...] = ()
    nation: Nation = Nation.ENGLAND_AND_WALES
    lines: tuple[Line, ...] = ()
    strong_words: Mapping[Subject, tuple[str, ...]] = field(default_factory=dict)
    weak_words: Mapping[Subject, tuple[str, ...]] = field(default_factory=dict)
    open_senders: Mapping[str, Body] = field(default_factory=dict)
    menu: Mapping[str, str] = field(default_factory=dict)
    asks_reference: bool = True
    offers_somebody_else: bool = True
    reply_period: Per = Per.WEEK
    adjustment_factors: Mapping[Adjustment, float] = field(default_factory=dict)
    out_of_hours: str = VOICEMAIL
    scripts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    wording: int = 0
    languages: frozenset[str] = frozenset({ENGLISH})
    spoken: Mapping[str, Phrases] = field(default_factory=dict)
    voice: VoiceRules = field(default_factory=VoiceRules)
    casework: CaseworkRules = field(default_factory=CaseworkRules)
    stationery: Stationery = field(default_factory=Stationery)
    grounds: frozenset[str] = field(default_factory=frozenset)
    sources: Mapping[str, str] = field(default_factory=dict)

    def answers_at(self, destination: str, instant: datetime) -> bool:
        """Whether one of the destinations answers then: in business hours, and the priority desk always."""
        return destination == PRIORITY or self.business_hours.is_open(instant)

    def line(self, dialled: str) -> Line:
        """Return the landlord's line that was dialled or written to; an unknown one belongs to no team."""
        wanted = dialled.casefold()
        return next((line for line in self.lines if line.address.casefold() == wanted), Line(address=dialled))
