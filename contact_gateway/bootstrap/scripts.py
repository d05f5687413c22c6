"""The use cases of what is said."""

from __future__ import annotations

from contact_gateway.adapters.database.call_book import DatabaseCallBook
from contact_gateway.adapters.database.policies import DatabasePolicies
from contact_gateway.adapters.database.scripts import DatabaseScripts
from contact_gateway.application.edit_script import EditScript
from contact_gateway.application.preview_script import PreviewScript
from contact_gateway.application.read_scripts import ReadScripts
from contact_gateway.application.script_services import ScriptServices
from contact_gateway.bootstrap.ground import Ground


def build_script_services(ground: Ground, policies: DatabasePolicies) -> ScriptServices:
    """Build them; what is edited here is forgotten by these policies at once."""
    scripts = DatabaseScripts(ground.database, policies.forget)
    return ScriptServices(
        edit=EditScript(policies=policies, scripts=scripts, files=ground.files, clock=ground.clock),
        preview=PreviewScript(policies=policies, clock=ground.clock),
        read=ReadScripts(
            policies=policies,
            scripts=scripts,
            files=ground.files,
            book=DatabaseCallBook(ground.database, ground.encryption),
        ),
    )
