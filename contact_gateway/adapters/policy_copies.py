"""Copies of the landlords' policies in the memory of this process, and in a folder of this machine.

A file is sealed with its landlord's own key and bound to the landlord: one that was altered, or is another landlord's,
does not open and counts as none.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from dataclasses import asdict
from pathlib import Path

from contact_gateway.application.errors import GatewayError
from contact_gateway.application.files import plain_name
from contact_gateway.application.ports_of_copies import PolicySource, ReadPack
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script

_PLACE = "policy_copies"

log = logging.getLogger(__name__)


class SealedPolicyCopies:
    """The copies. Any number of threads and processes may use one folder: each file is replaced whole."""

    def __init__(self, encryption: Encryption, read_pack: ReadPack, folder: Path | None = None) -> None:
        """Take the landlords' keys and the reader of packs. Without a folder there are copies in memory alone."""
        self._encryption = encryption
        self._read_pack = read_pack
        self._folder = folder
        self._seen: dict[str, Policy] = {}
        self._written: dict[str, PolicySource] = {}

    def keep(self, landlord: str, source: PolicySource, policy: Policy) -> None:
        """Keep a policy, in the folder too where it is another one than this process has written there."""
        self._seen[landlord] = policy
        if self._folder is None or self._written.get(landlord) == source:
            return
        try:
            sealed = self._encryption.seal(landlord, (_PLACE, landlord), json.dumps(asdict(source)).encode())
            _replace(self._folder / plain_name(landlord), sealed)
        except (GatewayError, OSError) as fault:
            log.warning("No copy of the policy of %s can be kept on disk: %s", landlord, _reason(fault))
        else:
            self._written[landlord] = source

    def last(self, landlord: str) -> Policy | None:
        """Return the copy in memory, or else the one in the folder, which is read once."""
        policy = self._seen.get(landlord) or self._stored(landlord)
        return self._seen.setdefault(landlord, policy) if policy else None

    def _stored(self, landlord: str) -> Policy | None:
        if self._folder is None:
            return None
        try:
            sealed = (self._folder / plain_name(landlord)).read_bytes()
            source = _source(self._encryption.open(landlord, (_PLACE, landlord), sealed))
            return source.read(landlord, self._read_pack)
        except FileNotFoundError:
            return None
        except (GatewayError, OSError, ValueError, TypeError, KeyError) as fault:
            log.warning("The copy of the policy of %s is not used: %s", landlord, _reason(fault))
            return None


def _source(plain: bytes) -> PolicySource:
    said = json.loads(plain)
    edits = (ScriptEdit(**{**edit, "script": Script(edit["script"])}) for edit in said.pop("edits"))
    return PolicySource(**said, edits=tuple(edits))


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole, for its owner alone: whoever reads meanwhile, or after a crash, finds the old or the new."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _reason(fault: Exception) -> str:
    """Return why, without the words of a pack."""
    return str(fault) if isinstance(fault, GatewayError) else getattr(fault, "strerror", None) or type(fault).__name__
