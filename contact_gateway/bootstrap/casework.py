"""The use cases of casework."""

from __future__ import annotations

from contact_gateway.adapters.database.case_files import DatabaseCaseFiles
from contact_gateway.adapters.database.counter_rows import PostgresCounterRows
from contact_gateway.adapters.database.evidence import DatabaseEvidence
from contact_gateway.adapters.database.looks import DatabaseLooks
from contact_gateway.adapters.letters.press import TypstPress
from contact_gateway.adapters.policy_files.letter_files import shipped_letter_words
from contact_gateway.application.build_casework import build_casework
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.ids import new_id
from contact_gateway.application.make_letters import MakeLetters
from contact_gateway.application.ports import Policies
from contact_gateway.bootstrap.ground import Ground


def build_casework_services(ground: Ground, policies: Policies) -> CaseworkServices:
    """Build them."""
    files = DatabaseCaseFiles(ground.database, ground.encryption)
    work = CaseWork(files=files, policies=policies, clock=ground.clock, new_id=new_id, desk=ground.outside.public_url)
    letters = MakeLetters(TypstPress(), ground.files, shipped_letter_words())
    evidence = DatabaseEvidence(ground.database, ground.encryption)
    looks, counters = DatabaseLooks(ground.database), PostgresCounterRows(ground.database)
    return build_casework(work, letters, looks, evidence, counters)
