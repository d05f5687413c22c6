"""Record that something happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import WHAT_HAPPENED, file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Against, Incident
from contact_gateway.domain.casework.incident_words import Actor, SiteTool, Sort
from contact_gateway.domain.procedure.words import Occasion
from contact_gateway.domain.restrictions import Grounds

_FURTHER: Mapping[Grounds, Occasion] = {
    Grounds.THREAT: Occasion.THREAT,
    Grounds.VIOLENCE: Occasion.THREAT,
    Grounds.DEFAMATION: Occasion.DEFAMATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """What an officer reports. `actor` is who did it, where that is not the customer who answers for it (TOR-13)."""

    grounds: Grounds
    what_happened: str = field(default="", repr=False)
    against: Against = Against.EMPLOYEE
    hate_motivated: bool = False
    actor: str = ""
    contact_id: str = ""
    off_duty: bool = False
    done_by: Actor = Actor.CUSTOMER
    sorts: frozenset[Sort] = frozenset()
    tools: frozenset[SiteTool] = frozenset()
    complaint: str = ""
    asb_case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIncident:
    """The use case. An incident restricts nothing: it is what a decision may later rest on."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, report: IncidentReport) -> Answer:
        """Record an incident in a customer's case.

        Raises `NotFound`, `Refused` (unknown_officer, out_of_scope).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            return file_act(case, _act(case, report), _occasions(report), grounds=report.grounds)


def _act(case: CaseAtHand, report: IncidentReport) -> Incident:
    return Incident(
        id=case.new_id(),
        by=case.by,
        at=case.now,
        words=said(**{WHAT_HAPPENED: report.what_happened}),
        grounds=report.grounds,
        against=report.against,
        hate_motivated=report.hate_motivated,
        actor=report.actor,
        contact_id=report.contact_id,
        off_duty=report.off_duty,
        done_by=report.done_by,
        sorts=report.sorts,
        tools=report.tools,
        complaint=report.complaint,
        asb_case=report.asb_case,
    )


def _occasions(report: IncidentReport) -> tuple[Occasion, ...]:
    further = _FURTHER.get(report.grounds)
    return (Occasion.INCIDENT, further) if further else (Occasion.INCIDENT,)
