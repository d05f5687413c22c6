"""A landlord changes what is said: in its own words, spoken in by its own people where it likes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.ports_of_scripts import Scripts
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_scripts import Audio, AudioKind, NewWords, ScriptVersion
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_edits import RECORDABLE, ScriptEdit, unfit
from contact_gateway.domain.scripts import Script

LARGEST_AUDIO = 512 * 1024
"""Bytes: two minutes of speech at 32 kilobits a second."""

_ENDINGS = {AudioKind.WAV: "wav", AudioKind.MP3: "mp3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditScript:
    """Check, keep the audio, store the next version. What was said before stays, so that it can be shown later."""

    policies: Policies
    scripts: Scripts
    files: Files
    clock: Clock

    def __call__(self, landlord: str, new: NewWords, seen: int, by: str) -> ScriptVersion:
        """Put a text in place of the pack's, from now on; `seen` is the version that whoever edits has before them.

        Raises `NotFound`, `Refused` (unfit_script, unfit_recording) with every fault as a sentence, and `Stale`.
        """
        policy = self.policies.current(landlord)
        script = script_of(policy, new.language, new.script)
        faults = unfit(policy, new.language, script, new.text)
        if faults:
            raise Refused("unfit_script", " ".join(map(str, faults)))
        file_id = self._kept(landlord, script, new.audio) if new.audio else ""
        edit = ScriptEdit(
            language=new.language,
            script=script,
            text=new.text,
            recording=secrets.token_urlsafe(32) if file_id else "",
        )
        return self.scripts.add(landlord, edit, seen, by, self.clock.now(), file_id=file_id)

    def take_back(self, landlord: str, language: str, script_name: str, seen: int, by: str) -> ScriptVersion:
        """Let the pack's own text hold again. Raises `NotFound`, `Refused` (not_edited) and `Stale`."""
        script = script_of(self.policies.current(landlord), language, script_name)
        versions = self.scripts.versions(landlord, language, script)
        if not versions or versions[0].taken_back:
            raise Refused("not_edited", "This script is said as its pack has it; there is nothing to take back.")
        nothing = ScriptEdit(language=language, script=script, text="")
        return self.scripts.add(landlord, nothing, seen, by, self.clock.now())

    def _kept(self, landlord: str, script: Script, audio: Audio) -> str:
        if script not in RECORDABLE:
            reasons = "it is written, says another time or number at every call, or must be heard whatever is broken"
            raise Refused("unfit_recording", f"This script cannot be spoken in: {reasons}.")
        if len(audio.content) > LARGEST_AUDIO:
            raise Refused("unfit_recording", f"Recorded audio has at most {LARGEST_AUDIO // 1024} KiB.")
        if not _sounds_like(audio):
            raise Refused("unfit_recording", f"This is not {audio.kind}.")
        name = f"{script}.{_ENDINGS[audio.kind]}"
        return self.files.put(landlord, Document(name=name, content_type=audio.kind, content=audio.content))


def script_of(policy: Policy, language: str, name: str) -> Script:
    """Return the script of a name. Raises `NotFound` for one that is not there, and for a language without a file."""
    if language not in policy.known_languages or name not in tuple(Script):
        raise NotFound("There is no such script, or not in that language.")
    return Script(name)


def _sounds_like(audio: Audio) -> bool:
    """Whether the bytes begin as audio of that kind does: RIFF and WAVE; an ID3 tag or a frame of MPEG layer III."""
    head = audio.content[:12]
    match audio.kind:
        case AudioKind.WAV:
            return head[:4] == b"RIFF" and head[8:] == b"WAVE"
        case AudioKind.MP3:
            return head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)
