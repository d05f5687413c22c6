"""The statements that read a customer's file: one for the whole of it, one for its acts alone."""

from __future__ import annotations

from contact_gateway.adapters.database.statement import statement

_ACT = """
    jsonb_build_object('id', a.id, 'restriction_id', coalesce(a.restriction_id, ''), 'act', a.act, 'by', a.by,
                       'at', a.at, 'data', a.data, 'words', encode(a.words, 'base64'),
                       'policy_code', a.policy_code, 'policy_version', a.policy_version)
"""
_POINTS = """
    (SELECT jsonb_agg(jsonb_build_array(c.kind, c.value, EXISTS (
         SELECT FROM contact_points o WHERE o.landlord_id = :landlord AND o.kind = c.kind AND o.value = c.value
           AND o.person_id <> c.person_id)) ORDER BY c.position, c.value)
     FROM contact_points c WHERE c.landlord_id = :landlord AND c.person_id = p.id)
"""

CASE = statement(f"""
SELECT jsonb_build_object('id', p.id, 'role', p.role, 'name', p.name, 'of_person', p.of_person, 'body', p.body,
                          'adjustments', p.adjustments, 'language', p.language, 'priority', p.priority,
                          'reference', p.reference, 'segment', p.segment, 'unverified', p.unverified) AS person,
    (SELECT encode(d.address, 'base64') FROM person_addresses d
     WHERE d.landlord_id = :landlord AND d.person_id = p.id) AS address,
    {_POINTS} AS points,
    (SELECT jsonb_agg(s.officer_id) FROM staff_complaints s
     WHERE s.landlord_id = :landlord AND s.customer_id = p.id) AS complained_about,
    (SELECT jsonb_agg(to_jsonb(r) - 'narrative' - 'evidence' - 'binds' ORDER BY r.starts_at, r.id)
     FROM restrictions r WHERE r.landlord_id = :landlord AND r.customer_id = p.id
       AND r.binds && tstzrange(CAST(:now AS timestamptz), NULL)) AS restrictions,
    (SELECT jsonb_object_agg(o.id, o.name) FROM people o
     WHERE o.landlord_id = :landlord AND o.of_person = p.id AND o.role = 'representative') AS representatives,
    (SELECT jsonb_agg({_ACT} ORDER BY a.seq) FROM case_acts a
     WHERE a.landlord_id = :landlord AND a.customer_id = p.id) AS acts
FROM people p WHERE p.landlord_id = :landlord AND p.id = :customer_id AND p.role <> 'officer'
""")  # noqa: S608 - put together from the pieces above, nothing that anybody gave

OFFICERS = statement("""
SELECT p.id, p.name, p.grade, p.roles,
    (SELECT c.value FROM contact_points c
     WHERE c.landlord_id = :landlord AND c.person_id = p.id AND c.kind = 'email'
     ORDER BY c.position, c.value LIMIT 1) AS email
FROM people p WHERE p.landlord_id = :landlord AND p.role = 'officer' ORDER BY p.id
""")

ACTS_OF_CUSTOMER = statement(f"""
SELECT {_ACT} FROM case_acts a WHERE a.landlord_id = :landlord AND a.customer_id = :id ORDER BY a.seq
""")  # noqa: S608 - as above

ACTS_OF_RESTRICTIONS = statement(f"""
SELECT {_ACT} FROM case_acts a WHERE a.landlord_id = :landlord AND a.restriction_id = ANY(:ids) ORDER BY a.seq
""")  # noqa: S608 - as above
