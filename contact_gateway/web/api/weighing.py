"""Looking before somebody signs or reviews: the evidence, the rehearsal, milder terms, the letter, the pack."""

from __future__ import annotations

from base64 import b64encode

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_weighing import Weighing
from contact_gateway.web.api.case_operations import OF_RESTRICTION
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.proposals import request_of
from contact_gateway.web.api.review_packs import pack_answer
from contact_gateway.web.api.shapes.lives import NewProposal
from contact_gateway.web.api.shapes.weighing import (
    DraftLetterAnswer,
    DraftQuery,
    LookQuery,
    MissingPart,
    ReviewPackAnswer,
    WeighingAnswer,
)
from contact_gateway.web.api.weighing_answers import weighing_answer

_GROUNDS = ApiScope.GROUNDS_READ
_STRANGER = "unknown_officer"


def weigh(call: Call) -> Reply:
    """Answer what a proposal is weighed by that nobody has made yet; the look is on record."""
    request = request_of(call.body_as(NewProposal), "")
    return _weighed(call, call.services.casework.weigh(call.landlord, request, request.wanted.officer))


def weigh_draft(call: Call) -> Reply:
    """Answer what a restriction that was proposed is weighed by; the look is on record."""
    officer = call.query_as(LookQuery).officer
    return _weighed(call, call.services.casework.weigh.draft(call.landlord, call.ids["restriction_id"], officer))


def draft_letter(call: Call) -> Reply:
    """Answer a letter as it would leave now, and what it lacks."""
    asked, does = call.query_as(DraftQuery), call.services.casework.letters.draft_letter
    draft = does(call.landlord, call.ids["restriction_id"], asked.officer, asked.sent_by, asked.letter)
    return Reply(
        body=DraftLetterAnswer(
            letter=draft.type,
            lacking=[MissingPart(part=part, clause=clause) for part, clause in draft.lacking.items()],
            pdf=b64encode(draft.document.content).decode(),
        )
    )


def review_pack(call: Call) -> Reply:
    """Answer the evidence of a review; the look is on record."""
    officer = call.query_as(LookQuery).officer
    pack = call.services.casework.review_pack(call.landlord, call.ids["restriction_id"], officer)
    return Reply(body=pack_answer(pack))


def _weighed(call: Call, weighing: Weighing) -> Reply:
    return Reply(body=weighing_answer(weighing, call.services.people.names(call.landlord)))


OPERATIONS = (
    Operation(
        method="POST",
        path="/proposals/weigh",
        name="weighProposal",
        summary="What a proposal is weighed by before it is made: evidence, rehearsal, milder terms; nothing is stored",
        scope=_GROUNDS,
        view=weigh,
        body=NewProposal,
        answer=WeighingAnswer,
        may_miss=True,
        refusals=(
            _STRANGER,
            "erased",
            "unknown_policy",
            "kind_not_in_policy",
            "impossible_terms",
            "unknown_channel",
            "shadow_too_long",
            "not_in_force",
            "appeal_open",
        ),
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/weighing",
        name="weighDraft",
        summary="What a restriction that was proposed is weighed by, for whoever signs or decides after a trial",
        scope=_GROUNDS,
        view=weigh_draft,
        query=LookQuery,
        answer=WeighingAnswer,
        refusals=(_STRANGER, "erased"),
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/draft-letter",
        name="draftLetter",
        summary="A letter as it would leave now, and what it cannot be issued without",
        scope=_GROUNDS,
        view=draft_letter,
        query=DraftQuery,
        answer=DraftLetterAnswer,
        refusals=(
            *(_STRANGER, "erased", "letter_missing", "letter_unprintable"),
            *("impossible_terms", "review_out_of_range"),
        ),
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/review-pack",
        name="readReviewPack",
        summary="The evidence of a review: contacts by week, breaches, incidents, letters, what the customer said",
        scope=_GROUNDS,
        view=review_pack,
        query=LookQuery,
        answer=ReviewPackAnswer,
        refusals=(_STRANGER, "erased", "not_in_force"),
    ),
)
