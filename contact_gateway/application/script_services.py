"""What the doors are given for the words that are said."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.edit_script import EditScript
from contact_gateway.application.preview_script import PreviewScript
from contact_gateway.application.read_scripts import ReadScripts


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptServices:
    """The use cases of scripts."""

    edit: EditScript
    preview: PreviewScript
    read: ReadScripts
