"""The use cases of casework, on the ports in memory."""

from __future__ import annotations

from itertools import count

from contact_gateway.application.build_casework import build_casework
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.ports import Policies
from tests.fakes.case_files import MemoryCaseFiles
from tests.fakes.contact_lookup import MemoryCounterRows
from tests.fakes.evidence import MemoryEvidence
from tests.fakes.letters import MemoryLetters
from tests.fakes.looks import MemoryLooks
from tests.fakes.memory import Memory
from tests.fakes.policies import MemoryPolicies


def memory_casework(memory: Memory, policies: Policies | None = None) -> CaseworkServices:
    """Return the real use cases."""
    numbers = count(1)
    work = CaseWork(
        files=MemoryCaseFiles(memory),
        policies=policies or MemoryPolicies(memory),
        clock=memory.clock,
        new_id=lambda: f"act-{next(numbers)}",
    )
    looks, evidence, counters = MemoryLooks(memory), MemoryEvidence(memory), MemoryCounterRows(memory)
    return build_casework(work, MemoryLetters(), looks, evidence, counters)
