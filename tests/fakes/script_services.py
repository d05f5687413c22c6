"""The use cases of scripts, on the ports in memory."""

from __future__ import annotations

from contact_gateway.application.edit_script import EditScript
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.ports import Policies
from contact_gateway.application.preview_script import PreviewScript
from contact_gateway.application.read_scripts import ReadScripts
from contact_gateway.application.script_services import ScriptServices
from tests.fakes.blobs import MemoryBlobs
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.memory import Memory
from tests.fakes.policies import MemoryPolicies
from tests.fakes.scripts import MemoryScripts


def memory_scripts(memory: Memory, policies: Policies | None = None) -> ScriptServices:
    """Return the use cases of scripts; the policies are those of the usual packs unless given."""
    policies = policies or MemoryPolicies(memory)
    scripts, files = MemoryScripts(memory), SealedFiles(MemoryBlobs(memory.clock), ENCRYPTION)
    return ScriptServices(
        edit=EditScript(policies=policies, scripts=scripts, files=files, clock=memory.clock),
        preview=PreviewScript(policies=policies, clock=memory.clock),
        read=ReadScripts(policies=policies, scripts=scripts, files=files, book=MemoryCallBook(memory)),
    )
