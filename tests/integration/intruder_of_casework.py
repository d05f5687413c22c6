"""Every port and every use case of casework, called by one landlord with the ids of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.decide_item import ItemVerdict
from contact_gateway.application.casework.proposal_at_hand import ProposalRequest
from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.casework.record_authority import AuthorityReport
from contact_gateway.application.casework.record_court_order import CourtOrderReport
from contact_gateway.application.casework.record_disclosure import Disclosure
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.casework.record_tenancy_action import TenancyAction
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.domain.casework.acts import Finding, Form, Handling, Outcome
from contact_gateway.domain.casework.acts_on_items import AskedFor, ItemDecision
from contact_gateway.domain.casework.acts_on_record import Basis, Recipient
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Grounds
from tests.builders import MONDAY, new_officer
from tests.contracts.calls import a_task
from tests.contracts.cases import banned, deed, warned
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call, Intruder
from tests.integration.the_other_landlord import DECIDED, LATER, REQUEST, THEIR_RESTRICTION

TOLD = Disclosure(
    to=Recipient.POLICE, basis=Basis.CONSENT, agreed_by="their-lee", asked_by="Us", purpose="Ours", shared="Ours"
)
LONG_AGO = MONDAY - timedelta(days=90)
SET_ASIDE = ItemVerdict(contact_id="c1", decision=ItemDecision.NOT_DEALT_WITH, reason="Ours.", was_read=True)
SAM, THEIRS, LEE = "their-sam", THEIR_RESTRICTION.id, "their-lee"


def _load(it: Intruder) -> object:
    with it.world.case_files.open(HERE, SAM) as case:
        return case.load(MONDAY)


def _add(it: Intruder) -> object:
    with it.world.case_files.open(HERE, SAM) as case:
        case.add(deed(warned()))
    return None


def _take(it: Intruder) -> object:
    """Write over a restriction of theirs by its id."""
    with it.world.case_files.open(HERE, SAM) as case:
        case.add(banned())
    return None


def _not_sent(it: Intruder) -> object:
    with it.world.case_files.open(HERE, SAM) as case:
        return case.not_sent()


def _remind(it: Intruder) -> object:
    with it.world.case_files.open(HERE, SAM) as case:
        case.remind(Reminder(tasks=(a_task("", customer_id=SAM),)))
    return None


def _by(do: Callable[[CaseworkServices], object]) -> Call:
    """Do something as an officer of ours who has the id of one of theirs."""

    def call(it: Intruder) -> object:
        it.world.people.add(HERE, new_officer(id=LEE))
        return do(it.world.casework)

    return call


def _of_theirs(does: CaseworkServices) -> object:
    return does.read_grounds.of_restriction(HERE, THEIRS, LEE)


CASE_PORTS: Mapping[str, Call] = {
    "CaseFiles.open": _take,
    "CaseFiles.whose": lambda it: it.world.case_files.whose(HERE, THEIRS),
    "CaseFiles.history": lambda it: it.world.case_files.history(HERE, THEIRS),
    "CaseFiles.histories": lambda it: it.world.case_files.histories(HERE, [THEIRS]),
    "CaseFiles.acts": lambda it: it.world.case_files.acts(HERE, SAM),
    "CaseFiles.read": lambda it: it.world.case_files.read(HERE, SAM, LEE),
    "CaseFiles.customers": lambda it: it.world.case_files.customers(HERE),
    "CaseFiles.breaches": lambda it: it.world.case_files.breaches(HERE, MONDAY - timedelta(days=9), LATER),
    "OpenCase.remind": _remind,
    "OpenCase.not_sent": _not_sent,
    "OpenCase.load": _load,
    "OpenCase.add": _add,
    "Evidence.compared": lambda it: it.world.evidence.compared(HERE, SAM, LONG_AGO, LATER),
    "Evidence.past_contacts": lambda it: it.world.evidence.past_contacts(HERE, SAM, LONG_AGO, LATER),
    "Evidence.ended_contacts": lambda it: it.world.evidence.ended_contacts(HERE, SAM, LONG_AGO, LATER),
    "Evidence.breaches": lambda it: it.world.evidence.breaches(HERE, SAM, LONG_AGO, LATER),
}

CASE_USE_CASES: Mapping[str, Call] = {
    "record_incident": _by(lambda does: does.record_incident(HERE, SAM, LEE, IncidentReport(grounds=Grounds.ABUSE))),
    "record_attempt": _by(lambda does: does.record_attempt(HERE, SAM, LEE, Channel.VOICE, reached=True)),
    "record_causes": _by(lambda does: does.record_causes(HERE, SAM, LEE, "no")),
    "agree": _by(lambda does: does.agree(HERE, SAM, LEE, "Ours.")),
    "mediate": _by(lambda does: does.mediate(HERE, SAM, LEE, "declined")),
    "warn": _by(lambda does: does.warn(HERE, SAM, LEE, WarningGiven(form=Form.VERBAL, why="Ours.", contact_id="c1"))),
    "monitor": _by(lambda does: does.monitor(HERE, SAM, LEE, "watched", date(2027, 1, 1))),
    "record_adjustment": _by(
        lambda does: does.record_adjustment(HERE, SAM, LEE, AdjustmentRequest(adjustment=Adjustment.EASY_READ))
    ),
    "complain": _by(lambda does: does.complain(HERE, SAM, LEE, LEE)),
    "ask_to_be_contacted": _by(lambda does: does.ask_to_be_contacted(HERE, SAM, LEE, Channel.SMS, LATER)),
    "record_tenancy_action": _by(
        lambda does: does.items.record_tenancy_action(
            HERE, SAM, LEE, TenancyAction(agreed_by=LEE, what="A notice.", broken="Ours.")
        )
    ),
    "record_disclosure": _by(lambda does: does.record_disclosure(HERE, SAM, LEE, TOLD)),
    "record_court_order": _by(
        lambda does: does.record_court_order(HERE, SAM, LEE, CourtOrderReport(reference="1", made_on=date(2026, 1, 5)))
    ),
    "record_authority": _by(
        lambda does: does.record_authority(HERE, SAM, LEE, AuthorityReport(representative="their-kim", proof="Ours."))
    ),
    "propose": _by(lambda does: does.propose(HERE, ProposalRequest(wanted=REQUEST, restriction_id=THEIRS))),
    "weigh": _by(lambda does: does.weigh(HERE, ProposalRequest(wanted=REQUEST, restriction_id=THEIRS), LEE)),
    "weigh.draft": _by(lambda does: does.weigh.draft(HERE, THEIRS, LEE)),
    "review_pack": _by(lambda does: does.review_pack(HERE, THEIRS, LEE)),
    "consult": _by(lambda does: does.consult(HERE, THEIRS, LEE, ("repairs",), "Ours.")),
    "authorise": _by(lambda does: does.authorise(HERE, THEIRS, LEE)),
    "issue_letter": _by(lambda does: does.issue_letter(HERE, THEIRS, LEE)),
    "comment": _by(lambda does: does.items.comment(HERE, THEIRS, LEE, "Ours.", Channel.SMS)),
    "appeal_bare_decision": _by(
        lambda does: does.items.appeal_bare_decision(HERE, SAM, "w1", LEE, AppealRequest(received_at=MONDAY))
    ),
    "name_bare_hearer": _by(lambda does: does.items.name_bare_hearer(HERE, SAM, "a1", LEE, LEE)),
    "decide_bare_appeal": _by(
        lambda does: does.items.decide_bare_appeal(HERE, SAM, "a1", LEE, Finding.REMOVED, "Ours.")
    ),
    "issue_bare_letter": _by(lambda does: does.items.issue_bare_letter(HERE, SAM, "a1", LEE)),
    "review": _by(lambda does: does.review(HERE, THEIRS, LEE, Outcome.LIFT, "Ours.")),
    "appeal": _by(lambda does: does.appeal(HERE, THEIRS, LEE, AppealRequest(received_at=MONDAY))),
    "name_hearer": _by(lambda does: does.name_hearer(HERE, THEIRS, LEE, LEE)),
    "decide_appeal": _by(lambda does: does.decide_appeal(HERE, THEIRS, LEE, Finding.REMOVED, "Ours.")),
    "suspend": _by(lambda does: does.suspend(HERE, THEIRS, LEE, "Ours.")),
    "lift": _by(lambda does: does.lift(HERE, THEIRS, LEE, ends_at=MONDAY + timedelta(days=1))),
    "decide_item": _by(lambda does: does.items.decide_item(HERE, SAM, LEE, SET_ASIDE)),
    "record_not_given": _by(
        lambda does: (
            does.items.record_not_given.refused(HERE, SAM),
            does.items.record_not_given(HERE, SAM, LEE, AskedFor.DETAIL),
        )
    ),
    "acknowledge": _by(lambda does: does.items.acknowledge(HERE, THEIRS, LEE)),
    "remind": _by(lambda does: does.jobs.remind(HERE)),
    "tell_breaches": _by(lambda does: does.jobs.tell_breaches(HERE)),
    "show_case": _by(lambda does: does.show_case(HERE, SAM)),
    "show_life": _by(lambda does: does.show_life(HERE, THEIRS)),
    "read_grounds": _by(lambda does: (does.read_grounds(HERE, SAM, LEE), _of_theirs(does))),
    "handle_letter": _by(lambda does: does.letters.handle_letter(HERE, SAM, "letter-1", LEE, Handling.POSTED)),
    "draft_letter": _by(lambda does: does.letters.draft_letter(HERE, THEIRS, LEE)),
    "list_letters": _by(lambda does: does.letters.list_letters(HERE, SAM)),
    "read_letter": _by(lambda does: does.letters.read_letter(HERE, SAM, "letter-1", LEE)),
    "print_policy": _by(lambda does: does.letters.print_policy(HERE)),
    "take_letter": _by(lambda does: does.take_letter(HERE, THEIRS, "letter-1", LEE)),
    "take_over": _by(lambda does: does.take_over(HERE, THEIR_RESTRICTION, DECIDED)),
}
