"""Restrictions, people and contacts of every sort, for the laws that hold whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from contact_gateway.domain.contact import Channel, Contact, Step, Subject
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.people import KnownCustomer
from contact_gateway.domain.periods import Per, period_of
from contact_gateway.domain.policy import EMERGENCY_LINE, PRIORITY, QUEUE, REPAIRS_DESK
from contact_gateway.domain.restrictions import Mode, Reply, Restriction, Scope
from contact_gateway.domain.standing import Officer, Person, Role, Standing
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage

ZONE = ZoneInfo("Europe/London")
CHANNELS = st.sampled_from(list(Channel))
WINDOWS = st.sampled_from(
    [
        "mon 09:00-12:00",
        "tue-fri 10:00-16:00",
        "sat 22:00-02:00",
        "sun 00:00-24:00",
        "wed 01:00-02:00",
        "sun 01:00-02:00",
    ]
)
PERIODS = st.sampled_from(["week", "month"])
YEAR = datetime(2026, 1, 2, tzinfo=UTC)
SPRING, AUTUMN = datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)


def minutes_after(start: datetime, hours: int) -> st.SearchStrategy[datetime]:
    """Draw an instant in the hours after another."""
    return st.integers(0, hours * 60).map(lambda minutes: start + timedelta(minutes=minutes))


INSTANTS = minutes_after(YEAR, 24 * 360) | minutes_after(SPRING, 10) | minutes_after(AUTUMN, 10)
ISSUES = st.sampled_from(["", "REP-1", "REP-2"])

TERMS: Mapping[Kind, st.SearchStrategy[dict[str, object]]] = {
    Kind.SINGLE_POINT_OF_CONTACT: st.fixed_dictionaries(
        {"officer": st.just("lee")}, optional={"deputies": st.just(["ann"])}
    ),
    Kind.PERMITTED_TIMES: st.fixed_dictionaries({"windows": st.lists(WINDOWS, min_size=1, max_size=3)}),
    Kind.CONTACT_CAP: st.fixed_dictionaries(
        {"limit": st.integers(1, 3), "per": st.sampled_from(["day", "week", "month"])}
    ),
    Kind.TIME_CAP: st.fixed_dictionaries({"minutes": st.integers(1, 30), "per": PERIODS}),
    Kind.CHANNEL_BAN: st.just({}),
    Kind.ONLY_CHANNELS: st.fixed_dictionaries({"channels": st.lists(CHANNELS, min_size=1, max_size=4)}),
    Kind.SINGLE_FORM: st.fixed_dictionaries({"form": st.sampled_from(["writing", "email", "telephone"])}),
    Kind.VOICEMAIL_ONLY: st.just({}),
    Kind.BY_APPOINTMENT: st.just({}),
    Kind.REPRESENTATIVE_ONLY: st.just({"representative": "rae"}),
    Kind.NO_FURTHER_CONSIDERATION: st.just({"issue": "REP-1"}),
    Kind.ISSUE_CAP: st.fixed_dictionaries({"limit": st.integers(1, 2), "per": PERIODS}),
    Kind.CONSOLIDATED_REPLY: st.fixed_dictionaries({"per": PERIODS}),
    Kind.PERSONAL_CONTACT_BAN: st.just({}),
    Kind.PREMISES_BAN: st.just({"offices": ["Head office"]}),
    Kind.NO_CONTACT: st.just({}),
    Kind.ESSENTIAL_REPAIRS_ONLY: st.just({}),
    Kind.WARNING_FLAG: st.just({"category": "dog"}),
}


@st.composite
def restrictions(draw: st.DrawFn, number: int = 0, mode: Mode = Mode.ENFORCED) -> Restriction:
    """Draw one restriction, of any kind, in force for all of the year."""
    kind = draw(st.sampled_from(list(TERMS)))
    least = 1 if kind is Kind.CHANNEL_BAN else 0
    channels = draw(st.frozensets(CHANNELS, min_size=least, max_size=3))
    return Restriction(
        id=f"r{number}",
        customer_id="sam",
        terms=read_terms(kind, draw(TERMS[kind])),
        scope=Scope(channels=channels),
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        review_on=draw(st.dates(date(2026, 7, 1), date(2027, 6, 1))),
        planned_end=draw(st.none() | st.just(datetime(2026, 12, 31, tzinfo=UTC))),
        mode=mode,
        reply=draw(st.sampled_from(Reply)),
    )


@st.composite
def sets_of_restrictions(draw: st.DrawFn, most: int = 4, mode: Mode = Mode.ENFORCED) -> tuple[Restriction, ...]:
    """Draw some restrictions on one person."""
    return tuple(draw(restrictions(number, mode)) for number in range(draw(st.integers(0, most))))


STEPS_OF_A_CALL = st.sampled_from([Step.RECEIVED, Step.REFERENCE, Step.UNANSWERED])
RUNG_IN_VAIN = st.frozensets(st.sampled_from(["lee", "ann", QUEUE, PRIORITY, REPAIRS_DESK, EMERGENCY_LINE]))


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    """Draw a contact by any channel that names no always-open subject; a call is at any of its steps."""
    arriving = draw(arriving_contacts())
    return draw(calls(arriving)) if arriving.channel is Channel.VOICE else arriving


@st.composite
def calls(draw: st.DrawFn, arriving: Contact | None = None) -> Contact:
    """Draw a call at any of its steps."""
    return replace(
        arriving or draw(arriving_contacts()),
        channel=Channel.VOICE,
        step=draw(STEPS_OF_A_CALL),
        turn=draw(st.integers(1, 9)),
        tried=draw(RUNG_IN_VAIN),
        relay=draw(st.booleans()),
    )


@st.composite
def arriving_contacts(draw: st.DrawFn) -> Contact:
    """Draw a contact by any channel at its first step."""
    return Contact(
        provider="twilio",
        provider_id="CA1",
        channel=draw(CHANNELS),
        sender=ContactPoint(PointKind.PHONE, "+447700900123"),
        received_at=draw(INSTANTS),
        dialled=draw(st.sampled_from(["", "Head office", "Branch"])),
        issue=draw(ISSUES),
        attachments=draw(st.integers(0, 1)),
        new_evidence=draw(st.booleans()),
        auto_submitted=draw(st.booleans()),
        appointment=draw(st.booleans()),
    )


@st.composite
def usages(draw: st.DrawFn, in_force: tuple[Restriction, ...], now: datetime) -> Usage:
    """Draw what was taken, in the periods that hold the instant."""
    tallies = {}
    for restriction in in_force:
        per = getattr(restriction.terms, "per", None) or Per.WEEK
        start = period_of(now, per, ZONE).start
        purpose = draw(st.sampled_from([Purpose.CONTACTS, Purpose.SECONDS, Purpose.REPLIES, Purpose.SOMEBODY_ELSE]))
        tallies[Allowance(restriction.id, purpose, start)] = Tally(
            draw(st.integers(0, 2000)), draw(st.integers(0, 3)), 1
        )
    return Usage(tallies)


def standing(*in_force: Restriction, priority: bool = False) -> Standing:
    """Return Sam with these restrictions; the point of contact can be reached."""
    person = Person(id="sam", role=Role.CUSTOMER, name="Sam Example", restrictions=in_force, priority=priority)
    return Standing(identity=KnownCustomer("sam", "Sam Example"), person=person, officers=(Officer(id="lee"),))


def under(standing: Standing, *in_force: Restriction) -> Standing:
    """Return the same person, with these restrictions instead."""
    assert standing.person is not None
    return replace(standing, person=replace(standing.person, restrictions=in_force))


OTHER_SUBJECTS = st.sampled_from([subject for subject in Subject if subject is not Subject.EMERGENCY])
