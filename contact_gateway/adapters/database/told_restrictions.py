"""What the audit trail tells of restrictions: a digest of each row, told with every act that writes it.

The digest is over all that a row of `restrictions` says. Of narrative and evidence it holds that they are there, as a
newer key changes how they lie.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.statement import statement
from contact_gateway.domain.audit_chain import Fault, Found

STANDS = """
    encode(sha256(convert_to(jsonb_build_array(
        r.id, r.customer_id, r.kind, r.terms, r.scope, extract(epoch FROM r.starts_at), r.review_on,
        extract(epoch FROM r.planned_end), extract(epoch FROM r.ended_at), r.mode, r.reply, r.clause, r.grounds,
        r.narrative IS NOT NULL, r.evidence IS NOT NULL, r.decided_by, extract(epoch FROM r.decided_at),
        r.policy_version, (
            SELECT jsonb_agg(jsonb_build_array(extract(epoch FROM lower(s)), extract(epoch FROM upper(s))) ORDER BY s)
            FROM unnest(r.binds) s
        ))::text, 'UTF8')), 'hex')
"""
"""The digest of a restriction `r`."""

_OF_ONE = statement(f"SELECT {STANDS} FROM restrictions r WHERE r.landlord_id = :landlord AND r.id = :id")  # noqa: S608 - text of this file
_AMISS = statement(f"""
WITH named AS (
    SELECT DISTINCT a.restriction_id AS id FROM case_acts a
    WHERE a.landlord_id = :landlord AND a.restriction_id IS NOT NULL
), stands AS (
    SELECT r.id, {STANDS} AS digest FROM restrictions r WHERE r.landlord_id = :landlord
), told AS (
    SELECT DISTINCT ON (subject_id) subject_id AS id, seq, details ->> 'stands' AS digest FROM audit
    WHERE landlord_id = :landlord AND (
        tag = '{audit.Tag.ACT_EMPTIED}' OR tag = '{audit.Tag.CASE_ACT}' AND details ? 'kind')
    ORDER BY subject_id, seq DESC
)
SELECT id, coalesce(told.seq, 0) AS number, CASE
    WHEN stands.id IS NULL THEN '{Fault.RESTRICTION_MISSING}'
    WHEN named.id IS NULL THEN '{Fault.RESTRICTION_INSERTED}'
    ELSE '{Fault.RESTRICTION_ALTERED}' END AS fault
FROM named FULL JOIN stands USING (id) LEFT JOIN told USING (id)
WHERE stands.id IS NULL OR named.id IS NULL OR stands.digest <> told.digest
ORDER BY id
""")  # noqa: S608 - text of this file, and tags
"""Restrictions that are not as the last act that wrote them left them. Older acts were told of without a digest."""


def digest_of_restriction(connection: Connection, landlord: str, restriction_id: str) -> str:
    """Return the digest of a restriction that is stored."""
    return str(connection.execute(_OF_ONE, {"landlord": landlord, "id": restriction_id}).scalar_one())


def restrictions_amiss(connection: Connection, landlord: str) -> Sequence[Found]:
    """Return which restrictions are not as the trail tells, are missing, or come of no act."""
    return [
        Found(fault=Fault(row.fault), number=row.number, about=row.id)
        for row in connection.execute(_AMISS, {"landlord": landlord})
    ]
