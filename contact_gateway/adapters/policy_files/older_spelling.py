"""Packs as they were written before: versions that are stored mean what they meant."""

from __future__ import annotations

from contact_gateway.adapters.policy_files.faults import Wrong
from contact_gateway.adapters.policy_files.stated import Tree
from contact_gateway.adapters.policy_files.tables import Faulty

_REVIEWS_IN_MONTHS = ("shortest", "usual", "longest")


def in_newer_spelling(document: Tree) -> Tree:
    """Return the document with `review.usual_months = 6` and its like as `review.usual = "6 months"`."""
    review = document.get("review")
    if not isinstance(review, dict):
        return document
    return {**document, "review": dict(_newer(name, value) for name, value in review.items())}


def spelled_twice(document: Tree) -> Faulty:
    """Give what a document says in both spellings: only one of them would count, and nobody would know which."""
    review = document.get("review")
    if not isinstance(review, dict):
        return
    for key in _REVIEWS_IN_MONTHS:
        if {key, f"{key}_months"} <= review.keys():
            said = f"review.{key} and review.{key}_months say the same thing twice."
            yield ("review", f"{key}_months"), Wrong(said, f'{key} = "6 months", or another length, alone')


def _newer(name: str, value: object) -> tuple[str, object]:
    key = name.removesuffix("_months")
    if key == name or key not in _REVIEWS_IN_MONTHS:
        return name, value
    if isinstance(value, dict) and "value" in value:
        _, plain = _newer(name, value["value"])
        return (name, value) if plain is value["value"] else (key, {**value, "value": plain})
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        return name, value
    return key, f"{value} month{'' if value == 1 else 's'}"
