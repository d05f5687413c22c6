"""The landlords' packs in the database, and the policies that are read from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.scripts import edits_of
from contact_gateway.adapters.database.tables_of_people import LANDLORDS, POLICIES
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_copies import PolicyCopies, PolicySource, ReadPack
from contact_gateway.domain.policy import Policy

KEPT_SECONDS = 60
"""For so long a copy may be given out, so that a contact costs no extra question."""

_ANY = ""
"""The landlord of a transaction that only lists the landlords, whose slugs stand in public addresses."""
_WHOEVER_IMPORTS = "command"
_CURRENT = 0
"""Stands for the version in force, as the key of a kept copy."""


class DatabasePolicies:
    """The policies port."""

    def __init__(
        self,
        database: Database,
        read: ReadPack,
        seconds: Callable[[], float] = time.monotonic,
        copies: PolicyCopies | None = None,
        complete: Callable[[str], str] = str,
    ) -> None:
        """Take the database and the reader of packs; `copies` is told every policy in force as it is read.

        `complete` adds to a pack's text, before it is stored, whatever a later reader could otherwise read into it.
        """
        self._database = database
        self._read = read
        self._seconds = seconds
        self._copies = copies
        self._complete = complete
        self._kept: dict[tuple[str, int], tuple[float, Policy]] = {}

    def landlords(self) -> Sequence[str]:
        """Return the slugs of all landlords."""
        with self._database.transaction(_ANY) as connection:
            wanted = select(LANDLORDS.c.slug).where(LANDLORDS.c.policy_version > 0).order_by(LANDLORDS.c.slug)
            return connection.execute(wanted).scalars().all()

    def current(self, landlord: str) -> Policy:
        """Return the policy in force; a copy not older than a minute may be given. Raises `NotFound`."""
        return self._kept_or_read(landlord, _CURRENT)

    def version(self, landlord: str, version: int, wording: int | None = None) -> Policy:
        """Return one numbered version, with the landlord's edits of scripts as they stand or stood at a wording.

        Raises `NotFound`.
        """
        if version < 1:
            raise NotFound(f"There is no version {version} of a policy of {landlord}.")
        return self._kept_or_read(landlord, version) if wording is None else self._load(landlord, version, wording)

    def forget(self, landlord: str) -> None:
        """Give out no copy any more of what was read of a landlord until now: its scripts were edited."""
        for known in [known for known in self._kept if known[0] == landlord]:
            self._kept.pop(known, None)

    def import_pack(self, landlord: str, source: str, imported_at: datetime) -> int:
        """Store a pack's text as the next version, unless it equals the current one; return its number.

        Raises what the reader raises where the pack is not valid; then nothing is stored.
        """
        with self._database.transaction(landlord) as connection:
            new = {"slug": landlord, "name": landlord}
            connection.execute(insert_new(LANDLORDS).values(new).on_conflict_do_nothing())
            held = select(LANDLORDS.c.policy_version).where(LANDLORDS.c.slug == landlord).with_for_update()
            current: int = connection.execute(held).scalar_one()
            source = self._complete(source)
            if _source(connection, landlord, current) == source:
                return current
            policy = self._read(landlord, current + 1, source)
            _store(connection, policy, source, imported_at)
        self._kept.pop((landlord, _CURRENT), None)
        return policy.version

    def _kept_or_read(self, landlord: str, version: int) -> Policy:
        kept = self._kept.get((landlord, version))
        if kept and self._seconds() - kept[0] < KEPT_SECONDS:
            return kept[1]
        asked_at = self._seconds()
        policy = self._load(landlord, version)
        self._kept[landlord, version] = self._kept[landlord, policy.version] = (asked_at, policy)
        return policy

    def _load(self, landlord: str, version: int, wording: int | None = None) -> Policy:
        in_force = version == _CURRENT
        with self._database.transaction(landlord) as connection:
            if in_force:
                held = select(LANDLORDS.c.policy_version).where(LANDLORDS.c.slug == landlord)
                version = connection.execute(held).scalar_one_or_none() or _CURRENT
            pack = _source(connection, landlord, version)
            edits, last = edits_of(connection, landlord, wording)
        if pack is None:
            raise NotFound(f"{landlord} has no policy here, or not that version of it.")
        source = PolicySource(version=version, pack=pack, edits=tuple(edits), wording=last)
        policy = source.read(landlord, self._read)
        if in_force and self._copies:
            self._copies.keep(landlord, source, policy)
        return policy


def _source(connection: Connection, landlord: str, version: int) -> str | None:
    wanted = select(POLICIES.c.source).where(POLICIES.c.landlord_id == landlord, POLICIES.c.version == version)
    return connection.execute(wanted).scalar_one_or_none()


def _store(connection: Connection, policy: Policy, source: str, imported_at: datetime) -> None:
    landlord, version = policy.landlord, policy.version
    pack = {"landlord_id": landlord, "version": version, "source": source, "imported_at": imported_at}
    connection.execute(insert(POLICIES).values(pack))
    shown = {"name": policy.name, "zone": str(policy.zone), "policy_version": version}
    connection.execute(update(LANDLORDS).where(LANDLORDS.c.slug == landlord).values(shown))
    told = {"version": version}
    audit.record(connection, landlord, audit.Tag.POLICY_IMPORTED, landlord, _WHOEVER_IMPORTS, told)
