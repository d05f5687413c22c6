"""Every port and every use case of scripts, called by one landlord with the ids of another."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.application.edit_script import EditScript
from contact_gateway.application.preview_script import PreviewScript
from contact_gateway.application.read_scripts import ReadScripts
from contact_gateway.application.records_of_scripts import NewWords
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call, Intruder
from tests.integration.the_other_landlord import LATER, THEIR_EDIT

OURS = ScriptEdit(language="en", script=Script.GREETING, text="Ours.")


def _edit(it: Intruder) -> EditScript:
    world = it.world
    return EditScript(policies=world.policies, scripts=world.scripts, files=world.files, clock=world.clock)


def _read(it: Intruder) -> ReadScripts:
    world = it.world
    return ReadScripts(policies=world.policies, scripts=world.scripts, files=world.files, book=world.call_book)


SCRIPT_PORTS: Mapping[str, Call] = {
    "Scripts.last_versions": lambda it: it.world.scripts.last_versions(HERE, "en"),
    "Scripts.versions": lambda it: it.world.scripts.versions(HERE, "en", Script.GREETING),
    "Scripts.add": lambda it: it.world.scripts.add(HERE, OURS, 0, "ours", MONDAY),
    "Scripts.wording_at": lambda it: it.world.scripts.wording_at(HERE, LATER),
    "Scripts.file_of": lambda it: it.world.scripts.file_of(HERE, THEIR_EDIT.recording),
    "Scripts.decided": lambda it: it.world.scripts.decided(HERE, it.contact_id),
}

SCRIPT_USE_CASES: Mapping[str, Call] = {
    "edit": lambda it: _edit(it)(HERE, NewWords(language="en", script="greeting", text="Ours."), 0, "ours"),
    "edit.take_back": lambda it: _edit(it).take_back(HERE, "en", "greeting", 1, "ours"),
    "preview": lambda it: PreviewScript(policies=it.world.policies, clock=it.world.clock)(
        HERE, "en", "greeting", "Ours."
    ),
    "read.of_language": lambda it: _read(it).of_language(HERE, "en"),
    "read.one": lambda it: _read(it).one(HERE, "en", "greeting"),
    "read.versions": lambda it: _read(it).versions(HERE, "en", "greeting"),
    "read.recording": lambda it: _read(it).recording(HERE, THEIR_EDIT.recording),
    "read.announced": lambda it: _read(it).announced(HERE, it.contact_id),
    "read.said": lambda it: _read(it).said(HERE, it.contact_id),
}
