"""What a file may say of each act of casework: its keys, how each is read, which must be there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cli.scenario_runner.context import Context
from cli.scenario_runner.local_times import a_receipt, a_start
from cli.scenario_runner.model import Act
from cli.scenario_runner.people import an_adjustment
from cli.scenario_runner.readers import Reader, a_day, a_text, a_truth, any_text, many, one_of, said
from cli.scenario_runner.restrictions import keys_of_restriction
from contact_gateway.domain.casework.acts import Against, Finding, Form, Outcome
from contact_gateway.domain.casework.acts_on_record import Basis, Recipient
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.procedure.words import LetterType, Part, Question
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery

Keys = Mapping[str, Reader[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """The keys of an act beside `at`, `do`, `by`, `as` and `expect`; `required` are those that must be there."""

    keys: Callable[[Context], Keys]
    required: tuple[str, ...] = ()


def a_customer(context: Context) -> Reader[str]:
    """Make a reader of whom acts are about."""
    return context.a_person(Role.CUSTOMER, Role.HOUSEHOLD, Role.REPRESENTATIVE)


def an_officer(context: Context) -> Reader[str]:
    """Make a reader of who acts."""
    return context.a_person(Role.OFFICER)


def _on(keys: Callable[[Context], Keys], *required: str) -> ActForm:
    """Make the form of an act about a customer."""
    return ActForm(keys=lambda context: {"on": a_customer(context), **keys(context)}, required=("on", *required))


def _about(keys: Callable[[Context], Keys], *required: str) -> ActForm:
    """Make the form of an act about a restriction or an appeal."""
    return ActForm(keys=lambda context: {"ref": a_text, **keys(context)}, required=("ref", *required))


def _texts(*names: str) -> Keys:
    return dict.fromkeys(names, said)


def _warning(context: Context) -> Keys:
    words = _texts("why", "must_change", "if_continues", "contact")
    own = {"form": one_of(Form), "stage": a_text, "policy": context.a_policy, "sent_by": one_of(Delivery)}
    return {**own, **words, "change_by": a_day}


def _incident(_: Context) -> Keys:
    return {
        "grounds": one_of(Grounds),
        "against": one_of(Against),
        **dict.fromkeys(("hate_motivated", "off_duty"), a_truth),
        **_texts("what_happened", "actor"),
    }


def _proposal(context: Context) -> Keys:
    return {
        **keys_of_restriction(context),
        **_texts(*Question, "what_happened", "reason"),
        "grounds": one_of(Grounds),
        "ends": a_start(context.policy.zone),
        "informing_officer": an_officer(context),
        "immediate": a_truth,
        "varies": a_text,
        "stage": a_text,
        "policy": context.a_policy,
    }


def _asked(context: Context) -> Keys:
    return {"channel": one_of(Channel), "until": a_start(context.policy.zone)}


FORMS: Mapping[Act, ActForm] = {
    Act.WARN: _on(_warning),
    Act.RECORD_INCIDENT: _on(_incident),
    Act.RECORD_ATTEMPT: _on(lambda _: {"channel": one_of(Channel), "reached": a_truth, "result": any_text}),
    Act.RECORD_CAUSES: _on(lambda _: {"referral": a_text, "found": any_text}),
    Act.RECORD_ADJUSTMENT: _on(
        lambda _: {
            "adjustment": an_adjustment,
            "review": a_day,
            "until": a_day,
            **_texts("asked", "helps", "disclosed"),
        },
        "adjustment",
    ),
    Act.RECORD_DISCLOSURE: _on(
        lambda context: {
            "to": one_of(Recipient),
            "basis": one_of(Basis),
            "agreed_by": an_officer(context),
            **_texts("asked_by", "purpose", "shared", "law"),
        },
        "agreed_by",
    ),
    Act.AGREE: _on(lambda _: {"text": any_text, "until": a_day, "stage": a_text}),
    Act.MEDIATE: _on(lambda _: {"result": a_text, "account": any_text}),
    Act.MONITOR: _on(lambda context: {"stage": a_text, "until": a_day, "policy": context.a_policy}, "stage", "until"),
    Act.COMPLAIN: _on(lambda context: {"about": an_officer(context), "account": any_text}, "about"),
    Act.ASK_TO_BE_CONTACTED: _on(_asked, "channel", "until"),
    Act.PROPOSE: _on(_proposal, "kind", "by"),
    Act.CONSULT: _about(
        lambda context: {"with": many(a_text), "replies": said, "informing_officer": an_officer(context)}, "by"
    ),
    Act.AUTHORISE: _about(lambda _: {"reason": any_text}, "by"),
    Act.ISSUE_LETTER: _about(
        lambda _: {"omit": many(one_of(Part)), "sent_by": one_of(Delivery), "letter": one_of(LetterType)}
    ),
    Act.COMMENT: _about(lambda _: {"channel": one_of(Channel), "words": any_text}, "words"),
    Act.REVIEW: _about(
        lambda _: {"outcome": one_of(Outcome), "reason": any_text, "next_review": a_day}, "outcome", "by"
    ),
    Act.APPEAL: _about(
        lambda context: {
            "received": a_receipt(context.policy.zone),
            "heard_by": an_officer(context),
            "new_facts": a_truth,
            "words": any_text,
        }
    ),
    Act.NAME_HEARER: _about(lambda context: {"heard_by": an_officer(context)}, "heard_by"),
    Act.DECIDE_APPEAL: _about(lambda _: {"outcome": one_of(Finding), "reason": any_text}, "outcome"),
    Act.SUSPEND: _about(lambda _: {"reason": any_text, "again": a_truth}),
    Act.LIFT: _about(lambda context: {"reason": any_text, "ends": a_start(context.policy.zone)}),
    Act.TICK: ActForm(keys=lambda _: {"ref": a_text}),
}
"""Every act of casework that the format knows."""
