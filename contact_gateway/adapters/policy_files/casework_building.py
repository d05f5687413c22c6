"""Builds the casework part of a policy from a pack that was found sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, cast

from contact_gateway.adapters.policy_files.faults import Path
from contact_gateway.adapters.policy_files.stated import Stated
from contact_gateway.adapters.policy_files.tables import Read, table
from contact_gateway.domain.policy import DEFAULT, LANDLORD
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import (
    AppealRules,
    AuthorityRule,
    CaseworkRules,
    Duty,
    Interim,
    LetterRule,
    Notice,
    Ombudsman,
    Panel,
    PartRule,
    PolicyReview,
    Precondition,
    Report,
    ReviewRules,
    Stage,
    Tier,
)
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import WorkingCalendar

ASKED_WITHIN = Span(20, Unit.WORKING_DAYS)
"""Within which time a letter asks for an appeal that may come at any time, where the policy does not say."""

_SETS = frozenset({"kinds", "grounds", "skipped_by", "sent_by"})
"""Lists in which the order says nothing."""


def casework_rules(read: Read, stated: Stated) -> CaseworkRules:
    """Return the casework part of the policy that sound values make."""
    return CaseworkRules(
        stages=tuple(Stage(**row) for _, row in _rows(read, stated, "stages")),
        preconditions=tuple(_precondition(row) for _, row in _rows(read, stated, "before")),
        questions={question: stated.source(("questions", str(question))) for question in table(read, "questions")},
        authority=tuple(_authority(row, path, stated) for path, row in _rows(read, stated, "authority", "rules")),
        disclosures=AuthorityRule(
            grade=table(read, "authority").get("discloses", ""), clause=stated.source(("authority", "discloses"))
        ),
        reviews=_reviews(table(read, "review"), stated),
        appeals=tuple(_appeals(row, path, stated) for path, row in _rows(read, stated, "appeals")),
        letters={letter: _letter(letter, rule, stated) for letter, rule in table(read, "letters").items()},
        notices=tuple(Notice(**row) for _, row in _rows(read, stated, "notices")),
        duties=tuple(Duty(**row) for _, row in _rows(read, stated, "duties")),
        reports=tuple(Report(**row) for _, row in _rows(read, stated, "reports")),
        notes_to=table(read, "housing_system").get("notes_to", ""),
        policy_review=_policy_review(table(read, "policy_review"), stated),
        ombudsmen=tuple(Ombudsman(**row) for _, row in _rows(read, stated, "ombudsmen")),
        interim=_interim(table(read, "interim"), stated),
        tenancy_action=AuthorityRule(
            grade=table(read, "authority").get("tenancy_action", ""),
            clause=stated.source(("authority", "tenancy_action")),
        ),
        out_of_scope=dict.fromkeys(
            table(read, "scope").get("out_of_scope", ()), stated.source(("scope", "out_of_scope"))
        ),
        retention=table(read, "retention"),
    )


def clocks_of(read: Read, bank_holidays: frozenset[date]) -> Clocks:
    """Return the landlord's clocks: closure days are working days unless the policy takes them out."""
    said, landlord = table(read, "working_days"), read["landlord"]
    closure_days = landlord.get("closure_days", ()) if said.get("without_closure_days") else ()
    calendar = WorkingCalendar(closed=bank_holidays | frozenset(closure_days))
    until = None if said.get("from_sending") else said.get("post_until", time(17))
    return Clocks(calendar, landlord["zone"], until)


def _rows(read: Read, stated: Stated, *path: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give the rows of a list of tables, each with its place and with its clause among its values."""
    rows = cast("Sequence[Mapping[str, Any]]", table(read, *path[:-1]).get(path[-1], ()))
    for number, row in enumerate(rows):
        place: Path = (*path, number)
        sets = {name: frozenset(value) if name in _SETS else value for name, value in row.items()}
        yield place, {**sets, "clause": stated.source(place)}


def _precondition(row: dict[str, Any]) -> Precondition:
    return Precondition(steps=frozenset(row.pop("any_of")), **row)


def _clauses(said: Mapping[str, Any], path: Path, stated: Stated) -> dict[str, str]:
    """Return the clauses of the policy that values come from, by the names of the values."""
    clauses = {name: stated.source((*path, name)) for name in said}
    return {name: clause for name, clause in clauses.items() if clause not in {DEFAULT, LANDLORD}}


def _authority(row: dict[str, Any], path: Path, stated: Stated) -> AuthorityRule:
    clauses = _clauses(row, path, stated)
    panel = row.pop("panel", None)
    built = Panel(roles=frozenset(panel["roles"]), quorum=panel["quorum"]) if panel else None
    return AuthorityRule(panel=built, clauses=clauses, **row)


def _reviews(said: Mapping[str, Any], stated: Stated) -> ReviewRules:
    """Return the rules of reviews; their clause is that of the first of these values that comes from the policy."""
    told = ("usual", "longest", "shortest", "exceptional", "unreviewed")
    clauses = (stated.source(("review", name)) for name in told)
    plain = {name: value for name, value in said.items() if name != "unreviewed"}
    clause = next((clause for clause in clauses if clause not in {DEFAULT, LANDLORD}), DEFAULT)
    return ReviewRules(**plain, at_date=said["unreviewed"], clause=clause, clauses=_clauses(said, ("review",), stated))


def _appeals(row: dict[str, Any], path: Path, stated: Stated) -> AppealRules:
    """Return the rules of appeals; without a window the letter asks for an appeal within the usual time."""
    row = {"clauses": _clauses(row, path, stated), **row}
    row = row if "window" in row else {"asked_within": ASKED_WITHIN, **row}
    rows = row.pop("tiers", None)
    if rows is None:
        return AppealRules(**row)
    tiers = (Tier(**tier, clause=stated.source((*path, "tiers", number))) for number, tier in enumerate(rows))
    return AppealRules(**row, tiers=tuple(tiers))


def _letter(letter: LetterType, rule: Mapping[str, Any], stated: Stated) -> LetterRule:
    place = ("letters", str(letter))
    parts = {
        part: PartRule(clause=stated.source((*place, "parts", str(part))), kinds=kinds)
        for part, kinds in rule.get("parts", {}).items()
    }
    return LetterRule(parts=parts, **({"sent_by": frozenset(rule["sent_by"])} if "sent_by" in rule else {}))


def _policy_review(said: Mapping[str, Any], stated: Stated) -> PolicyReview | None:
    """Return when the policy is looked at again, by the clause of its interval, else of its date."""
    told = "every" if "every" in said else "due"
    return PolicyReview(**said, clause=stated.source(("policy_review", told))) if said else None


def _interim(said: Mapping[str, Any], stated: Stated) -> Interim | None:
    if not said.get("allowed", True):
        return None
    plain = {name: value for name, value in said.items() if name != "allowed"}
    return Interim(**plain, clause=stated.source(("interim", "lasts")))
