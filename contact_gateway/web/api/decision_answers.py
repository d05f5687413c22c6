"""A decision as it is answered: the landlord's own words filled in, and where the contact goes with its numbers."""

from __future__ import annotations

from contact_gateway.domain.contact import SPOKEN, Channel
from contact_gateway.domain.outcome import Banner, Decision
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_texts import reply_text, script_text, spoken_time
from contact_gateway.web.api.operations import Call
from contact_gateway.web.api.shapes.decisions import BannerLines, DecisionAnswer, ReasonAnswer, Whither


def decision_answer(call: Call, channel: Channel, decision: Decision, policy: Policy) -> DecisionAnswer:
    """Return the answer to whoever carries the decision out now."""
    now = call.services.clock.now()
    until = decision.answered_from or decision.next_allowed
    spoken = (script_text(policy, script, decision, now) for script in decision.scripts)
    return DecisionAnswer(
        outcome=decision.outcome,
        reasons=reason_answers(decision),
        to=_whither(call, decision, policy),
        say=[text for text in spoken if text] if channel in SPOKEN else [],
        reply=reply_text(policy, decision, now) or None,
        time_limit=decision.time_limit,
        next_allowed=decision.next_allowed,
        answered_from=decision.answered_from,
        spoken_next=spoken_time(until, now, policy, decision.language) if until else None,
        channels_open=list(decision.channels_open),
        customer_id=decision.counted_for or None,
        banner=banner_lines(decision.banner),
    )


def reason_answers(decision: Decision) -> list[ReasonAnswer]:
    """Return the reasons, the deciding one first."""
    return [
        ReasonAnswer(code=reason.code, restriction_id=reason.restriction_id or None, clause=reason.clause or None)
        for reason in decision.reasons
    ]


def banner_lines(banner: Banner) -> BannerLines:
    """Return a banner as it is shown."""
    return BannerLines(
        who=banner.who, lines=list(banner.lines), allowances=list(banner.allowances), review_on=banner.review_on
    )


def _whither(call: Call, decision: Decision, policy: Policy) -> Whither | None:
    if decision.refuses or not decision.to:
        return None
    known = policy.destinations.get(decision.to)
    if known:
        return Whither(id=known.name, name=known.label, phone=known.phone or None, email=known.email or None)
    officers = call.services.people.officers(call.landlord)
    officer = next((one for one in officers if one.id == decision.to), None)
    if officer is None:
        return Whither(id=decision.to, name=decision.to, phone=None, email=None)
    return Whither(id=officer.id, name=officer.name, phone=officer.phone or None, email=officer.email or None)
