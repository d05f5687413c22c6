"""What the audit trail tells of acts: a digest of each, so that one that was altered, taken out or put in is found.

The digest is over all that a row of `case_acts` says. Of the words, which lie sealed, it holds that they are
there, as a newer key changes how they lie: whether they are its own, opening them tells (`told_words`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.statement import statement
from contact_gateway.adapters.database.told_restrictions import STANDS
from contact_gateway.domain.audit_chain import FORGOTTEN, Fault, Found

_PATIENCE = text("SET LOCAL statement_timeout = '600s'")
_DIGEST = """
    encode(sha256(convert_to(jsonb_build_array(
        a.id, a.customer_id, a.restriction_id, a.act, a.by, extract(epoch FROM a.at), a.data, a.words IS NOT NULL,
        a.policy_code, a.policy_version)::text, 'UTF8')), 'hex')
"""
_OF_ONE = statement(f"SELECT {_DIGEST} FROM case_acts a WHERE a.landlord_id = :landlord AND a.id = :id")  # noqa: S608 - text of this file
_OF_CUSTOMER = statement(f"""
SELECT a.id, coalesce(a.restriction_id, a.customer_id) AS subject, {_DIGEST} AS digest, (
    SELECT {STANDS} FROM restrictions r WHERE r.landlord_id = :landlord AND r.id = a.restriction_id) AS stands
FROM case_acts a WHERE a.landlord_id = :landlord AND a.customer_id = :customer ORDER BY a.seq
""")  # noqa: S608 - text of this file
_AMISS = statement(f"""
WITH trail AS (
    SELECT seq, at, tag, details FROM audit WHERE landlord_id = :landlord
), told AS (
    SELECT seq, details ->> 'id' AS id, details ->> 'digest' AS digest FROM trail
    WHERE tag IN ('{audit.Tag.CASE_ACT}', '{audit.Tag.ACT_EMPTIED}') AND details ? 'digest'
    UNION ALL
    SELECT seq, jsonb_array_elements_text(details -> 'ids'), NULL FROM trail
    WHERE tag = 'database:acts:forgotten' AND details ? 'ids'
), last AS (
    SELECT DISTINCT ON (id) id, seq, digest FROM told ORDER BY id, seq DESC
), acts AS (
    SELECT a.id, a.at, {_DIGEST} AS digest FROM case_acts a WHERE a.landlord_id = :landlord
), known AS (
    SELECT details ->> 'id' AS id FROM trail WHERE tag = '{audit.Tag.CASE_ACT}'
    UNION SELECT id FROM acts WHERE starts_with(id, 'as-it-stood:') OR (
        at < (SELECT min(at) FROM trail) AND EXISTS (SELECT FROM trail WHERE tag = '{FORGOTTEN}'))
)
SELECT id, coalesce(last.seq, 0) AS number, CASE
    WHEN acts.digest IS NULL THEN '{Fault.ACT_MISSING}'
    WHEN last.digest IS NULL THEN '{Fault.ACT_INSERTED}'
    ELSE '{Fault.ACT_ALTERED}' END AS fault
FROM last FULL JOIN acts USING (id)
WHERE acts.digest IS DISTINCT FROM last.digest AND (last.seq IS NOT NULL OR id NOT IN (SELECT id FROM known))
ORDER BY id
""")  # noqa: S608 - text of this file, and tags
"""Acts of which the last that is told does not hold. Older ones were told of without a digest, or before the trail."""


def digest_of(connection: Connection, landlord: str, act_id: str) -> str:
    """Return the digest of an act that is stored."""
    return str(connection.execute(_OF_ONE, {"landlord": landlord, "id": act_id}).scalar_one())


def tell_emptied(connection: Connection, landlord: str, customer_id: str, officer: str) -> None:
    """Tell anew of all acts of a customer who was erased, and of restrictions, as they are from now on."""
    for row in connection.execute(_OF_CUSTOMER, {"landlord": landlord, "customer": customer_id}).all():
        told = {"id": row.id, "digest": row.digest, **({"stands": row.stands} if row.stands else {})}
        audit.record(connection, landlord, audit.Tag.ACT_EMPTIED, row.subject, officer, told)


def acts_amiss(connection: Connection, landlord: str) -> Sequence[Found]:
    """Return which acts are not as the trail tells."""
    connection.execute(_PATIENCE)
    return [
        Found(fault=Fault(row.fault), number=row.number, about=row.id)
        for row in connection.execute(_AMISS, {"landlord": landlord})
    ]
