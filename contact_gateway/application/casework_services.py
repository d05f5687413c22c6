"""The use cases of casework, as the one thing that doors are given."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.acknowledge import Acknowledge
from contact_gateway.application.casework.agree import Agree
from contact_gateway.application.casework.appeal import Appeal
from contact_gateway.application.casework.appeal_bare_decision import AppealBareDecision
from contact_gateway.application.casework.ask_to_be_contacted import AskToBeContacted
from contact_gateway.application.casework.authorise import Authorise
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
from contact_gateway.application.ports_of_casework import CaseFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemServices:
    """What the doors may call about what restricts nobody: an item, a warning, a request, a comment, a legal step."""

    decide_item: DecideItem
    record_not_given: RecordNotGiven
    record_tenancy_action: RecordTenancyAction
    acknowledge: Acknowledge
    comment: Comment
    appeal_bare_decision: AppealBareDecision
    name_bare_hearer: NameBareHearer
    decide_bare_appeal: DecideBareAppeal
    issue_bare_letter: IssueBareLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkJobs:
    """What the scheduler calls."""

    remind: Remind
    tell_breaches: TellBreaches


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterServices:
    """What is done about letters beside issuing them, and the policy itself on paper."""

    draft_letter: DraftLetter
    list_letters: ListLetters
    handle_letter: HandleLetter
    read_letter: ReadLetter
    print_policy: PrintPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkServices:
    """What the doors may call about cases."""

    record_incident: RecordIncident
    record_attempt: RecordAttempt
    record_causes: RecordCauses
    agree: Agree
    mediate: Mediate
    warn: Warn
    monitor: Monitor
    record_adjustment: RecordAdjustment
    complain: Complain
    ask_to_be_contacted: AskToBeContacted
    record_disclosure: RecordDisclosure
    record_court_order: RecordCourtOrder
    record_authority: RecordAuthority
    weigh: Weigh
    propose: Propose
    consult: Consult
    authorise: Authorise
    issue_letter: IssueLetter
    review_pack: MakeReviewPack
    review: Review
    appeal: Appeal
    name_hearer: NameHearer
    decide_appeal: DecideAppeal
    suspend: Suspend
    lift: Lift
    take_over: TakeOver
    items: ItemServices
    jobs: CaseworkJobs
    show_case: ShowCase
    show_life: ShowLife
    read_grounds: ReadGrounds
    letters: LetterServices
    take_letter: TakeLetter
    files: CaseFiles
