"""Takes a picture of each shipped landlord's decision letter, into docs/pictures/letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.letters.press import TypstPress
from contact_gateway.adapters.policy_files.letter_files import shipped_letter_words
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.letter_facts import letter_facts
from contact_gateway.application.ids import new_id
from contact_gateway.application.make_letters import written
from contact_gateway.application.records_of_casework import Case, CaseOfficer, Deed
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.domain.casework.acts import Authorised, LetterIssued, Proposed, RestrictionAct
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.letters import required_parts
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.letters.content import LetterContent
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Grounds, Restriction, Scope
from contact_gateway.domain.standing import Person, Role
from contact_gateway.domain.working_days import Delivery

PICTURES = Path(__file__).parents[1] / "docs" / "pictures" / "letters"
POSTED = datetime(2026, 4, 20, 13, tzinfo=UTC)
REVIEW = date(2026, 10, 20)
ADDRESS = "Flat 2\n1 Example Street\nExampleton\nEX1 1AA"
DOTS_PER_INCH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a landlord's letter in the pictures is about."""

    kind: Kind
    grounds: Grounds
    terms: dict[str, object] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    words: dict[str, str]


LETTERS = {
    "derby_homes": Shown(
        kind=Kind.SINGLE_FORM,
        grounds=Grounds.ABUSE,
        terms={"form": "writing"},
        words={
            "what_happened": "On 3 March and 9 April you shouted and swore at two of our officers on the telephone.",
            "impact": "Both had to stop work for the day, and could not help other people.",
            "must_change": "Please write to us, and please do not swear when you do.",
        },
    ),
    "magna": Shown(
        kind=Kind.CONTACT_CAP,
        grounds=Grounds.EXCESSIVE_CONTACT,
        terms={"limit": 2, "per": "week"},
        channels=(Channel.VOICE,),
        words={
            "what_happened": "Since January you have called us 310 times about the fence between two gardens.",
            "impact": "Our officers spent 26 hours on these calls, and others could not get through.",
            "must_change": "Please call us twice a week at most. Tell us all that is new when you do.",
        },
    ),
    "octavia": Shown(
        kind=Kind.CHANNEL_BAN,
        grounds=Grounds.EXCESSIVE_CONTACT,
        channels=(Channel.EMAIL,),
        words={
            "what_happened": "In March you sent us 140 e-mails about one repair, and 90 more after our warning.",
            "impact": "Two of our officers needed a day a week to read them.",
            "must_change": "Please call us or write to us by post about this repair, once a week.",
        },
    ),
    "torus": Shown(
        kind=Kind.ACCOMPANIED_ONLY,
        grounds=Grounds.THREAT,
        words={
            "what_happened": "On 2 April you told the plumber that you would hurt him if he came back.",
            "impact": "He does not want to come alone any more, and the repair had to wait.",
            "must_change": "Please do not threaten anybody who comes to help you.",
        },
    ),
    "tuntum": Shown(
        kind=Kind.SINGLE_POINT_OF_CONTACT,
        grounds=Grounds.UNREASONABLE_PERSISTENCE,
        terms={"team": "customer_excellence"},
        words={
            "what_happened": "After our full answer of 5 March you asked eleven of our officers the same.",
            "impact": "Each of them had to read the whole file again.",
            "must_change": "Please talk with one team about your account, and tell us if there is something new.",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class PicturedCase:
    """A case of which only a letter is made; nothing is kept."""

    case: Case

    def load(self, _now: datetime) -> Case:
        """Return the case."""
        return self.case

    def add(self, _deed: Deed) -> None:
        """Keep nothing."""

    def remind(self, _reminder: Reminder) -> int:
        """Keep nothing."""
        return 0

    def not_sent(self) -> frozenset[str]:
        """Return none: nothing leaves."""
        return frozenset()


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    press = TypstPress()
    for landlord, shown in LETTERS.items():
        picture = press.picture(decision_letter(shipped_policy(landlord), shown), DOTS_PER_INCH)
        to = PICTURES / f"{landlord}.png"
        to.write_bytes(picture)
        print(f"{to.relative_to(PICTURES.parents[2])}: {len(picture) // 1024} KB")


def shipped_policy(landlord: str) -> Policy:
    """Return a landlord's policy as it is shipped."""
    return read_pack(shipped_packs()[landlord], landlord=landlord, version=1, bank_holidays=bank_holidays)


def decision_letter(
    policy: Policy,
    shown: Shown,
    letter: LetterType = LetterType.DECISION,
    since: tuple[RestrictionAct, ...] = (),
) -> LetterContent:
    """Return the letter that tells of a decision by this landlord's policy; `since` happened after it was told."""
    restriction = Restriction(
        id="r1",
        customer_id="pat",
        terms=read_terms(shown.kind, shown.terms),
        scope=Scope(channels=frozenset(shown.channels)),
        starts_at=start_of_day(POSTED.date(), policy.zone),
        review_on=REVIEW,
    )
    case = Case(
        person=Person(id="pat", role=Role.CUSTOMER, name="Pat Example"),
        officers={
            "sue": CaseOfficer(signatory=Signatory(id="sue", grade=policy.kinds[shown.kind].grade or policy.grades[1]))
        },
        reference="T-1042",
        address=ADDRESS,
    )
    at_hand = CaseAtHand(
        landlord=policy.landlord,
        open_case=PicturedCase(case),
        case=case,
        policy=policy,
        now=POSTED,
        by="sue",
        new_id=new_id,
    )
    facts = letter_facts(letter, History((*decided(restriction, shown, policy).acts, *since)), at_hand)
    required = frozenset(required_parts(letter, shown.kind, policy.casework))
    return written(policy, facts, Order(required=required), shipped_letter_words())


def decided(restriction: Restriction, shown: Shown, policy: Policy) -> History:
    """Return the acts up to the letter, which goes by post."""
    received = policy.clocks.calendar.deemed_receipt(POSTED, Delivery.POST, policy.zone)
    return History(
        (
            Proposed(
                id="p1",
                by="mo",
                at=POSTED,
                restriction=restriction,
                grounds=shown.grounds,
                answers=frozenset(),
                words=shown.words,
            ),
            Authorised(id="s1", by="sue", at=POSTED),
            LetterIssued(
                id="l1",
                by="sue",
                at=POSTED,
                letter=LetterType.DECISION,
                letter_id="",
                sent_by=Delivery.POST,
                received_on=received,
            ),
        )
    )


if __name__ == "__main__":
    main()
