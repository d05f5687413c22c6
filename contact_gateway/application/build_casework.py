"""Builds the use cases of casework over whatever stands behind their ports."""

from __future__ import annotations

from contact_gateway.application.casework.acknowledge import Acknowledge
from contact_gateway.application.casework.agree import Agree
from contact_gateway.application.casework.appeal import Appeal
from contact_gateway.application.casework.appeal_bare_decision import AppealBareDecision
from contact_gateway.application.casework.ask_to_be_contacted import AskToBeContacted
from contact_gateway.application.casework.authorise import Authorise
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.comment import Comment
from contact_gateway.application.casework.complain import Complain
from contact_gateway.application.casework.consult import Consult
from contact_gateway.application.casework.decide_appeal import DecideAppeal
from contact_gateway.application.casework.decide_bare_appeal import DecideBareAppeal
from contact_gateway.application.casework.decide_item import DecideItem
from contact_gateway.application.casework.draft_letter import DraftLetter
from contact_gateway.application.casework.handle_letter import HandleLetter
from contact_gateway.application.casework.issue_bare_letter import IssueBareLetter
from contact_gateway.application.casework.issue_letter import IssueLetter
from contact_gateway.application.casework.lift import Lift
from contact_gateway.application.casework.mediate import Mediate
from contact_gateway.application.casework.monitor import Monitor
from contact_gateway.application.casework.name_bare_hearer import NameBareHearer
from contact_gateway.application.casework.name_hearer import NameHearer
from contact_gateway.application.casework.print_policy import PrintPolicy
from contact_gateway.application.casework.propose import Propose
from contact_gateway.application.casework.read_grounds import ReadGrounds
from contact_gateway.application.casework.read_letter import ReadLetter
from contact_gateway.application.casework.record_adjustment import RecordAdjustment
from contact_gateway.application.casework.record_attempt import RecordAttempt
from contact_gateway.application.casework.record_authority import RecordAuthority
from contact_gateway.application.casework.record_causes import RecordCauses
from contact_gateway.application.casework.record_court_order import RecordCourtOrder
from contact_gateway.application.casework.record_disclosure import RecordDisclosure
from contact_gateway.application.casework.record_incident import RecordIncident
from contact_gateway.application.casework.record_not_given import RecordNotGiven
from contact_gateway.application.casework.record_tenancy_action import RecordTenancyAction
from contact_gateway.application.casework.remind import Remind
from contact_gateway.application.casework.review import Review
from contact_gateway.application.casework.review_pack import MakeReviewPack
from contact_gateway.application.casework.sent_letters import ListLetters
from contact_gateway.application.casework.show_case import ShowCase, ShowLife
from contact_gateway.application.casework.suspend import Suspend
from contact_gateway.application.casework.take_letter import TakeLetter
from contact_gateway.application.casework.take_over import TakeOver
from contact_gateway.application.casework.tell_breaches import TellBreaches
from contact_gateway.application.casework.warn import Warn
from contact_gateway.application.casework.weigh import Weigh
from contact_gateway.application.casework_services import CaseworkJobs, CaseworkServices, ItemServices, LetterServices
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.ports_of_evidence import Evidence
from contact_gateway.application.ports_of_registers import CounterRows


def build_casework(
    work: CaseWork, letters: Letters, looks: Looks, evidence: Evidence, counters: CounterRows
) -> CaseworkServices:
    """Return the use cases."""
    return CaseworkServices(
        record_incident=RecordIncident(work=work),
        record_attempt=RecordAttempt(work=work),
        record_causes=RecordCauses(work=work),
        agree=Agree(work=work),
        mediate=Mediate(work=work),
        warn=Warn(work=work, letters=letters),
        monitor=Monitor(work=work),
        record_adjustment=RecordAdjustment(work=work),
        complain=Complain(work=work),
        ask_to_be_contacted=AskToBeContacted(work=work),
        record_disclosure=RecordDisclosure(work=work),
        record_court_order=RecordCourtOrder(work=work),
        record_authority=RecordAuthority(work=work),
        weigh=Weigh(work=work, evidence=evidence, looks=looks),
        propose=Propose(work=work),
        consult=Consult(work=work),
        authorise=Authorise(work=work),
        issue_letter=IssueLetter(work=work, letters=letters),
        review_pack=MakeReviewPack(work=work, evidence=evidence, counters=counters, looks=looks),
        review=Review(work=work),
        appeal=Appeal(work=work),
        name_hearer=NameHearer(work=work),
        decide_appeal=DecideAppeal(work=work),
        suspend=Suspend(work=work),
        lift=Lift(work=work),
        take_over=TakeOver(work=work),
        items=_items(work, letters),
        jobs=CaseworkJobs(remind=Remind(work=work), tell_breaches=TellBreaches(work=work)),
        show_case=ShowCase(work=work),
        show_life=ShowLife(work=work),
        read_grounds=ReadGrounds(work=work),
        letters=_letters(work, letters, looks),
        take_letter=TakeLetter(work=work, letters=letters, looks=looks),
        files=work.files,
    )


def _letters(work: CaseWork, letters: Letters, looks: Looks) -> LetterServices:
    return LetterServices(
        draft_letter=DraftLetter(issue=IssueLetter(work=work, letters=letters)),
        list_letters=ListLetters(work=work),
        handle_letter=HandleLetter(work=work),
        read_letter=ReadLetter(work=work, letters=letters, looks=looks),
        print_policy=PrintPolicy(work=work, letters=letters),
    )


def _items(work: CaseWork, letters: Letters) -> ItemServices:
    return ItemServices(
        decide_item=DecideItem(work=work),
        record_not_given=RecordNotGiven(work=work),
        record_tenancy_action=RecordTenancyAction(work=work),
        acknowledge=Acknowledge(work=work),
        comment=Comment(work=work),
        appeal_bare_decision=AppealBareDecision(work=work),
        name_bare_hearer=NameBareHearer(work=work),
        decide_bare_appeal=DecideBareAppeal(work=work),
        issue_bare_letter=IssueBareLetter(work=work, letters=letters),
    )
