"""The words that letters are made of, in one language. Every language is a file; none is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Per
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.wording import listed


class Text(StrEnum):
    """The texts of a letter, by key."""

    OPENING_WARNING = "opening_warning"
    OPENING_DECISION = "opening_decision"
    OPENING_ORDER = "opening_order"
    OPENING_ORDER_CHANGED = "opening_order_changed"
    OPENING_ORDER_OVER = "opening_order_over"
    OPENING_VARIATION = "opening_variation"
    OPENING_INTERIM = "opening_interim"
    OPENING_REVIEW_COMING = "opening_review_coming"
    OPENING_REVIEW_OUTCOME = "opening_review_outcome"
    OPENING_APPEAL_RECEIVED = "opening_appeal_received"
    OPENING_APPEAL_OUTCOME = "opening_appeal_outcome"
    OPENING_NOT_HEARD = "opening_not_heard"
    OPENING_SUSPENDED = "opening_suspended"
    OPENING_RESUMED = "opening_resumed"
    APPEAL_LATE = "appeal_late"
    APPEAL_HEARD_BEFORE = "appeal_heard_before"
    OPENING_END = "opening_end"
    WHAT_HAPPENED = "what_happened"
    WHAT_LED_TO_IT = "what_led_to_it"
    WHAT_WAS_TOLD = "what_was_told"
    WHAT_IS_KNOWN = "what_is_known"
    MUST_CHANGE = "must_change"
    MUST_CHANGE_USUAL = "must_change_usual"
    MUST_CHANGE_RISK = "must_change_risk"
    MUST_CHANGE_OVER = "must_change_over"
    IF_CONTINUES = "if_continues"
    IF_CONTINUES_USUAL = "if_continues_usual"
    IF_CONTINUES_RISK = "if_continues_risk"
    IF_CONTINUES_OVER = "if_continues_over"
    STAYS_OPEN = "stays_open"
    DATES = "dates"
    APPEAL = "appeal"
    APPEAL_LATER = "appeal_later"
    APPEAL_WHILE_IT_LASTS = "appeal_while_it_lasts"
    APPEAL_AT_ANY_TIME = "appeal_at_any_time"
    APPEAL_NONE = "appeal_none"
    APPEAL_OF_AN_ORDER = "appeal_of_an_order"
    APPEAL_WAS_HEARD = "appeal_was_heard"
    APPEAL_ANSWER_COMES = "appeal_answer_comes"
    APPEAL_AGAIN = "appeal_again"
    APPEAL_HEARD = "appeal_heard"
    OMBUDSMAN = "ombudsman"
    POLICY_COPY = "policy_copy"
    ADJUSTMENTS = "adjustments"
    SUPPORT = "support"
    RESPONSE_TIMES = "response_times"
    RESPONSE_TIMES_USUAL = "response_times_usual"
    TENANCY = "tenancy"
    TENANCY_OVER = "tenancy_over"
    DATA_PROTECTION = "data_protection"
    DATA_PROTECTION_AT_REST = "data_protection_at_rest"
    COMMENT = "comment"
    OUTCOME_CONTINUE = "outcome_continue"
    OUTCOME_VARY = "outcome_vary"
    OUTCOME_LIFT = "outcome_lift"
    OUTCOME_UPHELD = "outcome_upheld"
    OUTCOME_NOT_HEARD = "outcome_not_heard"
    OUTCOME_VARIED = "outcome_varied"
    OUTCOME_REMOVED = "outcome_removed"
    OUTCOME_WITHDRAWN = "outcome_withdrawn"
    OUTCOME_ENDED = "outcome_ended"
    OUTCOME_SUSPENDED = "outcome_suspended"
    OUTCOME_RESUMED = "outcome_resumed"
    RESTRICTIONS_OVER = "restrictions_over"
    RESTRICTIONS_ORDER_OVER = "restrictions_order_over"
    RESTRICTIONS_UNTIL_CHANGED = "restrictions_until_changed"
    RESTRICTIONS_ON_HOLD = "restrictions_on_hold"
    RESTRICTIONS_UNREVIEWED = "restrictions_unreviewed"
    ENDED_SINCE = "ended_since"
    NEVER_BEGAN = "never_began"
    AS_EVERYBODY = "as_everybody"
    OTHERS_STAND = "others_stand"
    EARLIER_STANDS = "earlier_stands"
    MEANWHILE_STAYS = "meanwhile_stays"
    MEANWHILE_SUSPENDED = "meanwhile_suspended"
    MEANWHILE_IF_IN_TIME = "meanwhile_if_in_time"
    MEANWHILE_ON_HOLD = "meanwhile_on_hold"
    GREETING = "greeting"
    CLOSING = "closing"
    ENCLOSES_POLICY = "encloses_policy"
    MAIL_SUBJECT = "mail_subject"
    TEXT_MESSAGE = "text_message"
    ANNEX_TITLE = "annex_title"
    ANNEX_OPENING = "annex_opening"
    ANNEX_KINDS = "annex_kinds"
    ANNEX_STEPS = "annex_steps"
    ANNEX_REVIEW = "annex_review"
    ANNEX_APPEAL = "annex_appeal"


class Label(StrEnum):
    """Single words and phrases that stand around the texts or go into them."""

    REFERENCE = "reference"
    PAGE = "page"
    ENCLOSED = "enclosed"
    ANY_OFFICE = "any_office"
    EVERYBODY = "everybody"
    FOR_CHANNELS = "for_channels"
    FOR_SERVICES = "for_services"
    FOR_TEAMS = "for_teams"
    FOR_ADDRESSES = "for_addresses"
    SENIOR_HEARER = "senior_hearer"
    PANEL = "panel"
    ORDER_TITLE = "order_title"
    ORDER_CHANGED_TITLE = "order_changed_title"
    ORDER_OVER_TITLE = "order_over_title"
    ORDER_HEADING = "order_heading"
    ORDER_ARREST = "order_arrest"
    IN_PERSON = "in_person"
    SUSPENDED_TITLE = "suspended_title"
    RESUMED_TITLE = "resumed_title"
    ABOUT_DECISION = "about_decision"
    ABOUT_ORDER = "about_order"
    ABOUT_WARNING = "about_warning"
    ABOUT_ITEM = "about_item"
    ABOUT_COMPLAINT = "about_complaint"


class Coded(StrEnum):
    """What officers name by a code in the terms of a restriction, and a letter says in words."""

    WARN_PUBLIC = "warn_public"
    WARN_PRIVATE = "warn_private"
    HIDE = "hide"
    BLOCK = "block"
    REPORT = "report"
    REMOVE = "remove"
    PERSON = "person"
    PREMISES = "premises"
    ANIMAL = "animal"
    DOG = "dog"
    VISITS = "visits"
    TWO_PEOPLE = "two_people"
    IMPROVEMENTS = "improvements"
    PLANNED_WORKS = "planned_works"
    RESIDENT_GROUPS = "resident_groups"


class Heading(StrEnum):
    """The headings of a letter's sections; most are the parts of CLAUSES section 7."""

    WHAT_HAPPENED = "what_happened"
    MUST_CHANGE = "must_change"
    IF_CONTINUES = "if_continues"
    RESTRICTIONS = "restrictions"
    STAYS_OPEN = "stays_open"
    DATES = "dates"
    APPEAL = "appeal"
    OMBUDSMAN = "ombudsman"
    POLICY_COPY = "policy_copy"
    ADJUSTMENTS = "adjustments"
    SUPPORT = "support"
    RESPONSE_TIMES = "response_times"
    TENANCY = "tenancy"
    DATA_PROTECTION = "data_protection"
    OUTCOME = "outcome"
    COMMENT = "comment"
    MEANWHILE = "meanwhile"
    ANNEX_KINDS = "annex_kinds"
    ANNEX_STEPS = "annex_steps"
    ANNEX_REVIEW = "annex_review"
    ANNEX_APPEAL = "annex_appeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How dates and hours are written.

    `full` takes {weekday}, {day}, {month} and {year}; `hours` takes {days} and {hours}, of which several each are
    written by `from_to`, which takes {first} and {last}.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    full: str
    hours: str
    from_to: str
    midnight: str

    def written(self, day: date) -> str:
        """Return a date as it is printed: `Wednesday 22 April 2026`."""
        named = {"weekday": self.weekdays[day.weekday()], "month": self.months[day.month - 1]}
        return self.full.format(day=day.day, year=day.year, **named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How so many of something is written: `once`, `twice`, `{number} times`."""

    one: str
    two: str = ""
    many: str

    def written(self, number: int) -> str:
        """Return the amount in words."""
        return {1: self.one, 2: self.two or self.many}.get(number, self.many).format(number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """A language's words for letters, by its code. `checked` says that somebody who speaks it has read every word.

    In a text, a line is a paragraph; `- ` begins an item of a list, `= ` a named line (`= Start date: {starts}`). What
    stands between braces is put in, and a line for which there is nothing to put in is left out. `easy` are the texts
    in easy words; where one is missing, the usual text is taken sentence by sentence. `phrases` are what packs say in
    English (names of teams, of grades, of the Ombudsman), in this language.
    """

    code: str
    checked: bool
    calendar: Calendar
    last: str
    either: str
    per: Mapping[Per, str]
    times: Amount
    minutes: Amount
    issues: Amount
    spans: Mapping[Unit, Amount]
    titles: Mapping[LetterType, str]
    headings: Mapping[Heading, str]
    texts: Mapping[Text, str]
    kinds: Mapping[Kind, str]
    short_kinds: Mapping[Kind, str]
    grounds: Mapping[Grounds, str]
    adjustments: Mapping[Adjustment, str]
    bodies: Mapping[Body, str]
    codes: Mapping[Coded, str]
    labels: Mapping[Label, str]
    easy: Mapping[Text, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: Text, *, easy: bool) -> str:
        """Return a text, in easy words where they are asked for and there are any."""
        return (self.easy.get(key) if easy else None) or self.texts[key]

    def phrase(self, said: str) -> str:
        """Return what a pack says in English in this language, where that is known; else as the pack says it."""
        return self.phrases.get(said, said)

    def coded(self, said: str) -> str:
        """Return what an officer named by a code in words; what is in words already as it is."""
        code = coded(said)
        return self.codes[code] if code else said.replace("_", " ")

    def span(self, span: Span) -> str:
        """Return a length of time: `20 working days`."""
        return self.spans[span.unit].written(span.amount)

    def all_of(self, items: Iterable[str]) -> str:
        """Return a list in a sentence: `a, b and c`."""
        return listed(items, self.last)

    def any_of(self, items: Iterable[str]) -> str:
        """Return a choice in a sentence: `a, b or c`."""
        return listed(items, self.either)


def coded(said: str) -> Coded | None:
    """Return the code that an officer named, None where it is in words already."""
    code = said.strip().casefold().replace(" ", "_")
    return Coded(code) if code in list(Coded) else None


def own_words(words: LetterWords, own: Mapping[str, str]) -> LetterWords:
    """Return the words with a landlord's own texts, by key, in place of those that come with the service."""
    texts = {Text(key): text for key, text in own.items()}
    easy = {key: text for key, text in words.easy.items() if key not in texts}
    return replace(words, texts={**words.texts, **texts}, easy=easy) if texts else words
