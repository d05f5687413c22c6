"""What calls need so that they are answered while the database is away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_edits import ScriptEdit, worded

ReadPack = Callable[[str, int, str, str], Policy]
"""Makes a policy of a landlord, a version's number and a pack's text. Raises `ValueError` where it is no pack.

A pack that stands beside the landlord's main one takes the rest from that one's text, which comes last.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySource:
    """What a policy is read from: the pack's text and the landlord's edits of scripts, as they were stored.

    `main` is the text of the main pack that it stands beside, empty where it is the main one.
    """

    version: int
    pack: str
    edits: tuple[ScriptEdit, ...] = ()
    wording: int = 0
    main: str = ""

    def read(self, landlord: str, read_pack: ReadPack) -> Policy:
        """Return the policy. Raises what the reader of packs raises."""
        return worded(read_pack(landlord, self.version, self.pack, self.main), self.edits, self.wording)


class PolicyCopies(Protocol):
    """The landlords' policies as they were last read: lines to ring and words to say. Nothing is decided by them."""

    def keep(self, landlord: str, source: PolicySource, policy: Policy) -> None:
        """Keep the policy that is in force. What cannot be kept is told in the log and raises nothing."""

    def last(self, landlord: str) -> Policy | None:
        """Return the copy, without the database; None where there is none, or none that can be trusted."""
