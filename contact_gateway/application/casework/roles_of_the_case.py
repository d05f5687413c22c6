"""What the words of a policy for people of a case mean in one: whoever proposed, signed, was consulted, hears it."""

from __future__ import annotations

from contact_gateway.domain.casework.acts import Consulted, Reviewed
from contact_gateway.domain.casework.history import History


def people_meant(to: str, about: History | None) -> tuple[str, ...]:
    """Return whom a role means: the people of the case for one of its own words, else the role itself.

    A word that means nobody yet, as the hearer before one is named, means nobody.
    """
    if about is None:
        return (to,)
    match to:
        case "consulted":
            named = [name for act in about.all(Consulted) for name in act.with_whom]
        case "proposer":
            named = [about.proposed.by]
        case "authoriser":
            named = [about.authorised.by] if about.authorised else []
        case "informing_officer":
            named = [about.proposed.informing_officer, *(act.informing_officer for act in about.all(Consulted))]
        case "reviewer":
            named = [act.by for act in about.all(Reviewed)][-1:]
        case "hearer":
            named = [about.hearer]
        case _:
            named = [to]
    return tuple(dict.fromkeys(filter(None, named)))
