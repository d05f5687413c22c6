"""The landlords' packs in the database, and the policies that are read from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.scripts import edits_of
from contact_gateway.adapters.database.tables_of_people import LANDLORDS, POLICIES
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_copies import PolicyCopies, PolicySource, ReadPack
from contact_gateway.domain.policy import MAIN, Policy

KEPT_SECONDS = 60
"""For so long a copy may be given out, so that a contact costs no extra question."""

_ANY = ""
"""The landlord of a transaction that only lists the landlords, whose slugs stand in public addresses."""
_WHOEVER_IMPORTS = "command"


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
        self._kept: dict[tuple[str, int | str], tuple[float, Policy]] = {}

    def landlords(self) -> Sequence[str]:
        """Return the slugs of all landlords."""
        with self._database.transaction(_ANY) as connection:
            wanted = select(LANDLORDS.c.slug).where(LANDLORDS.c.policy_version > 0).order_by(LANDLORDS.c.slug)
            return connection.execute(wanted).scalars().all()

    def current(self, landlord: str, code: str = MAIN) -> Policy:
        """Return the policy in force; a copy not older than a minute may be given. Raises `NotFound`."""
        return self._kept_or_read(landlord, code)

    def beside(self, landlord: str) -> Sequence[str]:
        """Return the codes of the policies that stand beside the main one."""
        it = POLICIES.c
        wanted = select(it.code).where(it.landlord_id == landlord, it.code != MAIN).distinct().order_by(it.code)
        with self._database.transaction(landlord) as connection:
            return connection.execute(wanted).scalars().all()

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
        """Store a pack's text as the next version, unless it equals the one in force; return its number.

        Whatever stands beside the main pack is put in force anew beside a new one. Raises what the reader raises where
        a pack is not valid, or does not fit the main one any more; then nothing is stored.
        """
        with self._database.transaction(landlord) as connection:
            new = {"slug": landlord, "name": landlord}
            connection.execute(insert_new(LANDLORDS).values(new).on_conflict_do_nothing())
            connection.execute(select(LANDLORDS.c.slug).where(LANDLORDS.c.slug == landlord).with_for_update())
            in_force = _in_force(connection, landlord)
            written, source = source, self._complete(source)
            for one in in_force.values():
                if one.source == source:
                    return one.version
            main, following = in_force.get(MAIN), max((one.version for one in in_force.values()), default=0) + 1
            # judged as it was written: what is stored is read for good, whatever a later release would refuse
            policy = self._read(landlord, following, written, main.source if main else "")
            _store(connection, policy, source, imported_at, main)
            if policy.code == MAIN:
                self._store_beside(connection, policy, _Stored(policy.version, source), in_force, imported_at)
        self.forget(landlord)
        return policy.version

    def _store_beside(
        self,
        connection: Connection,
        main: Policy,
        stored: _Stored,
        in_force: Mapping[str, _Stored],
        imported_at: datetime,
    ) -> None:
        """Put in force anew whatever stands beside the main policy, which is new. Raises `ValueError`."""
        others = {code: one for code, one in in_force.items() if code != MAIN}
        for version, (code, one) in enumerate(others.items(), start=main.version + 1):
            try:
                policy = self._read(main.landlord, version, one.source, stored.source)
            except ValueError as fault:
                raise ValueError(f"The policy {code!r} stands beside this one and would not fit it: {fault}") from fault
            _store(connection, policy, one.source, imported_at, stored)

    def _kept_or_read(self, landlord: str, which: int | str) -> Policy:
        kept = self._kept.get((landlord, which))
        if kept and self._seconds() - kept[0] < KEPT_SECONDS:
            return kept[1]
        asked_at = self._seconds()
        policy = self._load(landlord, which)
        self._kept[landlord, which] = self._kept[landlord, policy.version] = (asked_at, policy)
        return policy

    def _load(self, landlord: str, which: int | str, wording: int | None = None) -> Policy:
        with self._database.transaction(landlord) as connection:
            row = _source(connection, landlord, which)
            edits, last = edits_of(connection, landlord, wording)
        if row is None:
            raise NotFound(f"{landlord} has no policy here, or not that version of it.")
        version, pack, main = row
        source = PolicySource(version=version, pack=pack, edits=tuple(edits), wording=last, main=main or "")
        policy = source.read(landlord, self._read)
        if which == MAIN and self._copies:
            self._copies.keep(landlord, source, policy)
        return policy


@dataclass(frozen=True, slots=True)
class _Stored:
    """A version that is stored: its number and its text."""

    version: int
    source: str


def _in_force(connection: Connection, landlord: str) -> Mapping[str, _Stored]:
    """Return the versions in force by the codes of their policies."""
    it = POLICIES.c
    last = select(func.max(it.version)).where(it.landlord_id == landlord).group_by(it.code)
    wanted = select(it.code, it.version, it.source).where(it.landlord_id == landlord, it.version.in_(last))
    return {row.code: _Stored(row.version, row.source) for row in connection.execute(wanted)}


def _source(connection: Connection, landlord: str, which: int | str) -> Row[int, str, str | None] | None:
    """Return a version's number, its text and that of the main one beside which it stands; the last one of a code."""
    it, main = POLICIES.c, POLICIES.alias()
    beside = (main.c.landlord_id == it.landlord_id) & (main.c.version == it.main_version)
    mine = select(it.version, it.source, main.c.source).join_from(POLICIES, main, beside, isouter=True)
    that = it.version == which if isinstance(which, int) else it.code == which
    wanted = mine.where(it.landlord_id == landlord, that).order_by(it.version.desc()).limit(1)
    return connection.execute(wanted).one_or_none()


def _store(connection: Connection, policy: Policy, source: str, imported_at: datetime, main: _Stored | None) -> None:
    landlord, version = policy.landlord, policy.version
    is_main = policy.code == MAIN
    pack = {
        "landlord_id": landlord,
        "version": version,
        "source": source,
        "imported_at": imported_at,
        "code": policy.code,
        "main_version": None if is_main or main is None else main.version,
    }
    connection.execute(insert(POLICIES).values(pack))
    if is_main:
        shown = {"name": policy.name, "zone": str(policy.zone), "policy_version": version}
        connection.execute(update(LANDLORDS).where(LANDLORDS.c.slug == landlord).values(shown))
    told: dict[str, str | int] = {"version": version, "policy": policy.code}
    audit.record(connection, landlord, audit.Tag.POLICY_IMPORTED, landlord, _WHOEVER_IMPORTS, told)
