"""Whether an officer can be recorded as said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Policies
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.periods import ImpossibleWindow, parse_window
from contact_gateway.domain.policy import MAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOfficer:
    """The use case. Grades and roles are those of the landlord's policies in force; a destination is a role too."""

    policies: Policies

    def __call__(self, landlord: str, officer: PersonFile) -> None:
        """Raise `Refused` (unknown_grade, unknown_role, impossible_hours), with what is allowed, where one cannot."""
        in_force = [self.policies.current(landlord, code) for code in (MAIN, *self.policies.beside(landlord))]
        grades = {grade: None for policy in in_force for grade in policy.grades}
        roles = {role: None for policy in in_force for role in (*policy.roles, *policy.destinations)}
        _refuse_unknown("grade", {officer.grade} - {""}, grades)
        _refuse_unknown("role", officer.roles, roles)
        try:
            for said in officer.hours:
                parse_window(said)
        except ImpossibleWindow as fault:
            raise Refused("impossible_hours", str(fault)) from fault


def _refuse_unknown(what: str, said: Collection[str], allowed: Collection[str]) -> None:
    unknown = sorted(set(said) - set(allowed))
    if unknown:
        sentence = f"{unknown[0]!r} is no {what} of the landlord's policy; choose from: {', '.join(allowed)}."
        raise Refused(f"unknown_{what}", sentence)
