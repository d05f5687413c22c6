"""Letting a use case act on a restriction only as whoever asks has seen it: nobody signs what was written anew."""

from __future__ import annotations

from dataclasses import replace

from contact_gateway.application.casework.naming import UseCase


def as_seen(use_case: UseCase, last_act: str) -> UseCase:
    """Return the use case for whoever saw this act last: it raises `Stale` where another came after it."""
    return replace(use_case, work=replace(use_case.work, last_seen=last_act))
