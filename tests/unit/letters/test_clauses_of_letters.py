"""What the landlords' policies ask of letters, played act by act under each one's own pack and read off the paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from contact_gateway.application.build_casework import build_casework
from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.proposal_at_hand import ProposalRequest
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.errors import Refused
from contact_gateway.application.ids import new_id
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Finding, Form
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.words import LetterType, Part, Question
from contact_gateway.domain.restrictions import Grounds
from tests.builders import new_officer, new_person, restriction_request
from tests.fakes.case_files import MemoryCaseFiles
from tests.fakes.clock import FakeClock
from tests.fakes.contact_lookup import MemoryCounterRows
from tests.fakes.evidence import MemoryEvidence
from tests.fakes.looks import MemoryLooks
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.unit.application.casework.room import warning
from tests.unit.letters.test_letters_of_the_landlords import PRESS, make_letters
from tests.unit.policies.reading import shipped

ANSWERS: Mapping[Question, str] = dict.fromkeys(Question, "Asked and answered.")
WRITING: Mapping[str, object] = {"kind": Kind.SINGLE_FORM, "terms": {"form": "writing"}}
POINT: Mapping[str, object] = {"kind": Kind.SINGLE_POINT_OF_CONTACT, "terms": {"team": "customer_excellence"}}
NO_MAIL: Mapping[str, object] = {"kind": Kind.CHANNEL_BAN, "terms": {}, "channels": ("email",)}
RISK: Mapping[str, object] = {"kind": Kind.WARNING_FLAG, "terms": {"category": "two_people"}}
WHY = "On 3 March you swore at two of our officers."
CHANGE = "Please stay calm when you call us."
NEXT = "If it happens again we may limit how you can contact us."


class House:
    """A landlord with its shipped pack and its printed letters; Mo proposes, Dee signs, Ann is as senior as Dee."""

    def __init__(self, slug: str) -> None:
        self.policy, self.here = shipped(slug), slug
        self.memory = Memory(FakeClock(datetime(2026, 4, 1, 9, tzinfo=UTC)))
        policies = MemoryPolicies(self.memory, lambda *_asked: self.policy)
        policies.import_pack(self.here, slug, self.memory.clock.now())
        self.people = MemoryPeople(self.memory)
        self.people.add(self.here, new_person(address="1 Example Street\nExampleton"))
        grades = self.policy.grades
        for officer_id, grade in {"mo": grades[0], "dee": grades[-2], "ann": grades[-1]}.items():
            self.people.add(
                self.here, new_officer(id=officer_id, name=officer_id.title(), grade=grade, contact_points=())
            )
        work = CaseWork(files=MemoryCaseFiles(self.memory), policies=policies, clock=self.memory.clock, new_id=new_id)
        self.letters = make_letters()
        counters = MemoryCounterRows(self.memory)
        self.does = build_casework(work, self.letters, MemoryLooks(self.memory), MemoryEvidence(self.memory), counters)

    def at(self, text: str) -> House:
        """Let it be this time, in UTC."""
        clock = self.memory.clock
        assert isinstance(clock, FakeClock)
        clock.stand_at(datetime.fromisoformat(f"{text}+00:00"))
        return self

    def warn(self, form: Form = Form.WRITTEN, **said: object) -> Answer:
        usual = {"why": WHY, "must_change": CHANGE, "if_continues": NEXT, "contact_id": "call-7", **said}
        return self.does.warn(self.here, "sam", "mo", warning(form=form, **usual))

    def signed(self, wanted: Mapping[str, object]) -> None:
        """All that comes before, a proposal on 20 April, and its signature."""
        does = self.does
        does.record_incident(self.here, "sam", "mo", IncidentReport(grounds=Grounds.ABUSE, what_happened=WHY))
        does.record_causes(self.here, "sam", "mo", "no", "None known.")
        does.agree(self.here, "sam", "mo", "To ring once a day.")
        self.warn()
        self.at("2026-04-20T09:00")
        request = restriction_request(
            customer_id="sam", officer="mo", grounds=Grounds.ABUSE, review_on=None, narrative=WHY, **wanted
        )
        does.propose(
            self.here,
            ProposalRequest(
                wanted=request,
                answers=ANSWERS,
                informing_officer="dee",
                restriction_id="r1",
                told=ForTheLetter(must_change=CHANGE, if_continues=NEXT),
            ),
        )
        does.consult(self.here, "r1", "dee", ("repairs",), "Agreed.")
        does.authorise(self.here, "r1", "dee")

    def issue(self, letter: LetterType | None = None, omit: frozenset[Part] = frozenset()) -> str:
        """Issue a letter, and return what stands on the paper in one line."""
        answer = self.does.issue_letter(self.here, "r1", "dee", letter=letter, omit=omit)
        return self.reads(answer)

    def reads(self, answer: Answer) -> str:
        return " ".join(PRESS.text_of(self.letters.kept(self.here, answer.letter_id).content).split())

    def binds(self, text: str) -> bool:
        return self.memory.of(self.here).binds_at("r1", datetime.fromisoformat(f"{text}+00:00"))


def case(clause: str, slug: str, wanted: Mapping[str, object], letter: dict[Part, tuple[str, ...]]) -> object:
    """Make a row of the table, marked with its clause."""
    return pytest.param(clause, slug, wanted, letter, id=clause, marks=pytest.mark.clause(clause))


@pytest.mark.parametrize(
    ("clause", "slug", "wanted", "parts"),
    [
        case(
            "TUN-8.7",
            "tuntum",
            POINT,
            {
                Part.WHAT_HAPPENED: (WHY,),
                Part.RESTRICTIONS: ("you will deal with one person or team: Customer Excellence Leader",),
                Part.DATES: ("Start date: Wednesday 22 April 2026", "again by: Thursday 22 October 2026"),
                Part.APPEAL: ("Appeal by: Thursday 22 October 2026", "by e-mail to appeals@tuntum.example.org"),
                Part.POLICY_COPY: (
                    "A copy comes with this letter: Unacceptable Customer Behaviour Policy, version 1",
                    "(version 1 in our records) The steps we take",
                ),
            },
        ),
        case("OCT-3.2", "octavia", NO_MAIL, {Part.RESTRICTIONS: ("e-mail",)}),
        case(
            "DER-10.2a",
            "derby_homes",
            WRITING,
            {Part.RESTRICTIONS: ("We will not answer you in any other way.",), Part.WHAT_HAPPENED: (WHY,)},
        ),
        case(
            "DER-10.3",
            "derby_homes",
            WRITING,
            {Part.APPEAL: ("Appeal by: Thursday 21 May 2026", "Customer Experience Team")},
        ),
        case("DER-12.3b", "derby_homes", WRITING, {Part.OMBUDSMAN: ("the Housing Ombudsman at any time",)}),
        case("MAG-20", "magna", RISK, {Part.APPEAL: ("You can ask us to look at this again", "ppeal by:")}),
    ],
)
def test_a_letter_without_what_the_policy_asks_for_stays_here_and_the_finished_one_tells_it(
    clause: str, slug: str, wanted: Mapping[str, object], parts: dict[Part, tuple[str, ...]]
) -> None:
    house = House(slug)
    house.signed(wanted)
    for part in parts:
        with pytest.raises(Refused, match=re.escape(clause)) as refused:
            house.issue(omit=frozenset({part}))
        assert refused.value.code == "letter_incomplete"
    assert not house.binds("2026-05-20T12:00")
    paper = house.issue()
    for words in (words for told in parts.values() for words in told):
        assert words in paper
    assert (house.binds("2026-04-21T12:00"), house.binds("2026-05-20T12:00")) == (False, True)


@pytest.mark.clause("MAG-20")
def test_a_warning_says_how_to_appeal_too_and_a_court_s_order_does_not() -> None:
    house = House("magna")
    assert "You can ask us to look at this" in house.reads(house.warn())
    ordered = {"reference": "C1", "end": "2026-12-31", "terms": "Stay away from the office."}
    house.signed({"kind": Kind.COURT_ORDER, "terms": ordered})
    assert "ppeal by" not in house.issue()


@pytest.mark.parametrize(
    ("slug", "left_out"),
    [
        *(
            pytest.param("octavia", one, marks=pytest.mark.clause("OCT-3.1"), id=f"OCT-3.1-{one}")
            for one in ("why", "must_change")
        ),
        *(
            pytest.param("torus", one, marks=pytest.mark.clause("TOR-15"), id=f"TOR-15-{one}")
            for one in ("why", "if_continues")
        ),
    ],
)
@pytest.mark.parametrize("form", Form)
def test_a_warning_says_why_what_must_change_and_what_comes_next(slug: str, left_out: str, form: Form) -> None:
    house = House(slug)
    with pytest.raises(Refused) as refused:
        house.warn(form, **{left_out: " "})
    assert refused.value.code == "letter_incomplete"
    assert house.does.files.acts(house.here, "sam") == []
    answer = house.warn(form)
    if form is Form.WRITTEN:
        paper = house.reads(answer)
        assert all(words in paper for words in (WHY, CHANGE, NEXT))


@pytest.mark.clause("TOR-17")
@pytest.mark.parametrize("at_risk", [True, False])
def test_a_letter_of_torus_warns_of_the_home_where_the_officer_says_so(at_risk: bool) -> None:
    house = House("torus")
    assert ("Your home" in house.reads(house.warn(tenancy_at_risk=at_risk))) is at_risk


@pytest.mark.clause("DER-12.3c")
def test_derby_homes_says_that_the_ombudsman_often_asks_for_a_local_answer_and_that_nobody_has_to_wait() -> None:
    house = House("derby_homes")
    house.signed(WRITING)
    draft = house.does.letters.draft_letter(house.here, "r1", "dee")
    paper = " ".join(PRESS.text_of(draft.document.content).split())
    assert "it often asks people to try to settle a matter with us as well" in paper
    assert "You do not have to wait for us" in paper


@pytest.mark.clause("DER-12.3b")
def test_derby_homes_names_the_ombudsman_in_the_decision_and_all_through_the_appeal() -> None:
    house = House("derby_homes")
    house.signed(WRITING)
    papers = [house.issue()]
    now = house.at("2026-05-01T09:00").memory.clock.now()
    house.does.appeal(house.here, "r1", "mo", AppealRequest(received_at=now, words="It is not so.", hearer="ann"))
    papers.append(house.issue(LetterType.APPEAL_RECEIVED))
    house.does.decide_appeal(house.here, "r1", "ann", Finding.UPHELD, "It was fair.")
    papers.append(house.issue(LetterType.APPEAL_OUTCOME))
    for paper in papers:
        assert "You can contact the Housing Ombudsman at any time" in paper
        assert "it often asks people to try to settle a matter with us as well" in paper


@pytest.mark.clause("TUN-9.3")
@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (Finding.UPHELD, "stays as it is"),
        (Finding.VARIED, "change"),
        (Finding.REMOVED, "ended"),
    ],
)
def test_the_outcome_of_an_appeal_at_tuntum_is_written(finding: Finding, told: str) -> None:
    house = House("tuntum")
    house.signed(POINT)
    house.issue()
    now = house.at("2026-05-01T09:00").memory.clock.now()
    house.does.appeal(house.here, "r1", "mo", AppealRequest(received_at=now, words="It is not so.", hearer="ann"))
    decided = house.does.decide_appeal(house.here, "r1", "ann", finding, "Because we heard you.")
    assert "issue_letter" in decided.tasks
    with pytest.raises(Refused, match=r"TUN-9\.3"):
        house.issue(LetterType.APPEAL_OUTCOME, frozenset({Part.WHAT_HAPPENED}))
    paper = house.issue()
    assert "Because we heard you." in paper
    assert told in paper
    assert all(task.done_at for task in house.memory.of(house.here).tasks.values() if task.code == "issue_letter")


@pytest.mark.clause("TUN-12")
@pytest.mark.parametrize("letter", [LetterType.WARNING, LetterType.DECISION, LetterType.REVIEW_COMING])
def test_questions_about_a_letter_of_tuntum_go_to_the_customer_excellence_leader(letter: LetterType) -> None:
    house = House("tuntum")
    if letter is LetterType.WARNING:
        paper = house.reads(house.warn())
    else:
        house.signed(POINT)
        paper = house.issue()
        paper = house.issue(letter) if letter is LetterType.REVIEW_COMING else paper
    desk = house.policy.destinations["customer_excellence"]
    assert f"Customer Excellence Leader {house.policy.name}" in paper
    assert (desk.phone, desk.email) == ("+441632960214", "excellence@tuntum.example.org")
    assert "01632 960214 excellence@tuntum.example.org" in paper


@pytest.mark.clause("TUN-2.4")
def test_the_policy_of_tuntum_says_where_it_is_published_and_is_printed_for_whoever_asks() -> None:
    house = House("tuntum")
    printed = house.does.letters.print_policy(house.here)
    paper = " ".join(PRESS.text_of(printed.content).split())
    assert (printed.name, printed.content_type) == ("policy-version-1.pdf", "application/pdf")
    assert "Unacceptable Customer Behaviour Policy, version 1, 1 April 2024 (version 1 in our records)" in paper
    assert "www.tuntum.example.org/policies" in paper
    assert "one way of contact only: in writing, by e-mail or by telephone" in paper
    assert "TUN-" not in paper
    assert "We answer within 20 working days of receiving your appeal." in paper
    assert "Dear" not in paper
    assert house.memory.of(house.here).audit == []
