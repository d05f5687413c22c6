"""What of a case goes into its letters, and what stays in the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from contact_gateway.domain.casework.acts import AppealDecided, Appealed, Finding, LetterIssued, Outcome, Reviewed
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.unit.policies.reading import shipped
from tools.picture_letters import LETTERS, POSTED, decision_letter

OCTAVIA = shipped("octavia")


def test_evidence_stays_in_the_file_whoever_it_names() -> None:
    shown = replace(LETTERS["octavia"], words={"evidence": "Mrs Lane of number 4 kept a diary."})
    said = as_text(decision_letter(OCTAVIA, shown))
    assert "You contacted us far more often than the matter needed." in said
    assert "Mrs Lane" not in said


def test_an_appeal_against_a_court_s_order_is_no_appeal_against_a_decision_of_ours() -> None:
    ordered: dict[str, object] = {"reference": "A1", "terms": "stay away", "end": "2027-01-01"}
    shown = replace(LETTERS["torus"], kind=Kind.COURT_ORDER, terms=ordered)
    day = POSTED.date()
    appeal = Appealed(id="a1", by="mo", at=POSTED, appeal_id="a1", received_on=day, due_on=day, tier=0)
    said = as_text(decision_letter(shipped("torus"), shown, LetterType.APPEAL_RECEIVED, (appeal,)))
    assert "what a court ordered, as we told you on Monday 20 April 2026." in said
    assert "our decision of" not in said


def test_a_review_after_the_last_hearing_says_whether_the_customer_has_the_answer() -> None:
    later = POSTED + timedelta(days=40)
    heard = (
        Appealed(id="a1", by="mo", at=POSTED, appeal_id="a1", received_on=POSTED.date(), due_on=later.date()),
        AppealDecided(id="a2", by="ann", at=POSTED, appeal_id="a1", finding=Finding.UPHELD),
        Reviewed(id="a3", by="ann", at=later, outcome=Outcome.LIFT),
    )
    answer = LetterIssued(
        id="a4",
        by="ann",
        at=later,
        letter=LetterType.APPEAL_OUTCOME,
        letter_id="l2",
        sent_by=Delivery.POST,
        received_on=later.date(),
    )
    before = as_text(decision_letter(OCTAVIA, LETTERS["octavia"], LetterType.REVIEW_OUTCOME, heard))
    since = as_text(decision_letter(OCTAVIA, LETTERS["octavia"], LetterType.REVIEW_OUTCOME, (*heard, answer)))
    assert "You have appealed about this. You do not have our answer yet." in before
    assert "our answer." not in before
    assert "You have appealed about this, and we have given you our answer." in since
    assert "our policy has no appeal" not in before + since
