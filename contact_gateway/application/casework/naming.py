"""Giving an act the id that whoever asks has for it, so that the same request sent again is the same act."""

from __future__ import annotations

from dataclasses import Field, replace
from functools import partial
from itertools import chain
from typing import Any, ClassVar, Protocol, TypeVar

from contact_gateway.application.casework.case_work import CaseWork


class ActsInCases(Protocol):
    """A use case of casework."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def work(self) -> CaseWork:
        """What it works with."""


UseCase = TypeVar("UseCase", bound=ActsInCases)


def naming(use_case: UseCase, act_id: str) -> UseCase:
    """Return the use case for one act, the first thing that it files, whose id this is."""
    ids = chain((act_id,), iter(use_case.work.new_id, None))
    return replace(use_case, work=replace(use_case.work, new_id=partial(next, ids)))
