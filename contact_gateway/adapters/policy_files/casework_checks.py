"""What must hold between the values of a pack's tables about casework."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from typing import Any, cast

from contact_gateway.adapters.policy_files.faults import Path, Wrong
from contact_gateway.adapters.policy_files.tables import Faulty, Read, table
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Kept, LetterType, Step
from contact_gateway.domain.reports.report_periods import COUNTED_IN

OF_THE_CASE = ("proposer", "authoriser", "informing_officer", "reviewer", "hearer", "officer", "consulted")
"""Whom a case itself names; `officer` is whoever it happened to, or who recorded it."""

_DAYS_OF: Mapping[Unit, float] = {Unit.DAYS: 1, Unit.WORKING_DAYS: 1.4, Unit.WEEKS: 7, Unit.MONTHS: 30.44}

_LONGEST = Span(60, Unit.MONTHS)
"""However exceptional a case: nothing is decided for ever."""

_LONGEST_INTERIM = Span(1, Unit.MONTHS)
"""However slow those who authorise are."""

_LEAST_TRAIL = Span(12, Unit.MONTHS)

_POST_UNTIL = time(17)
"""What stands there by default, also where all counts from when it was sent."""

Row = Mapping[str, Any]


def casework_faults(read: Read) -> Faulty:
    """Give every contradiction between values about casework, each at the path where it is put right."""
    yield from _grades(read)
    yield from _roles(read)
    yield from _kinds_and_grounds(read)
    yield from _who_decides(read)
    yield from _stages(read)
    yield from _review(read)
    yield from _times(read)
    yield from _appeals(read)
    yield from _reports(read)
    yield from _notes(read)


def rows(read: Read, *path: str) -> Iterator[tuple[Path, Row]]:
    """Give the rows of a list of tables, each with its path."""
    found = cast("Sequence[Row]", table(read, *path[:-1]).get(path[-1], ()))
    for number, row in enumerate(found):
        yield (*path, number), row


def tiers_of_appeals(read: Read) -> Iterator[tuple[Path, Row]]:
    """Give the tiers of all appeals, each with its path."""
    for path, appeal in rows(read, "appeals"):
        for number, tier in enumerate(appeal.get("tiers", ())):
            yield (*path, "tiers", number), tier


def in_days(span: Span) -> float:
    """Return how long a span is, near enough to compare it with another."""
    return span.amount * _DAYS_OF[span.unit]


def _grades(read: Read) -> Faulty:
    grades = table(read, "authority").get("grades", ())
    places: list[tuple[Path, Row, str]] = [
        (("review",), table(read, "review"), "exceptional_grade"),
        (("review",), table(read, "review"), "reviewer_grade"),
        (("interim",), table(read, "interim"), "grade"),
        *((path, row, "grade") for path, row in (*rows(read, "authority", "rules"), *tiers_of_appeals(read))),
    ]
    for path, row, key in places:
        if grades and key in row and row[key] not in grades:
            yield (*path, key), Wrong(f"{row[key]!r} is not a grade of this pack.", ", ".join(grades))


def _roles(read: Read) -> Faulty:
    authority = table(read, "authority")
    known = (*authority.get("roles", ()), *authority.get("grades", ()), *table(read, "destinations"), *OF_THE_CASE)
    for path, named in _named_roles(read):
        for role in named:
            if role not in known:
                said = f"{role!r} is no role, grade or destination of this pack."
                yield path, Wrong(said, f"{', '.join(known)}, or another one under authority.roles")


def _named_roles(read: Read) -> Iterator[tuple[Path, Iterable[str]]]:
    for name in ("notices", "reports"):
        yield from (((*path, "to"), row.get("to", ())) for path, row in rows(read, name))
    yield from (((*path, "to"), [row["to"]]) for path, row in rows(read, "duties") if "to" in row)
    yield ("policy_review", "to"), table(read, "policy_review").get("to", ())
    yield from (((*path, "role"), [row["role"]]) for path, row in tiers_of_appeals(read) if "role" in row)
    for path, row in rows(read, "authority", "rules"):
        yield (*path, "together"), row.get("together", ())
        yield (*path, "asks"), row.get("asks", ())
        yield (*path, "panel"), row.get("panel", {}).get("roles", ())


def _kinds_and_grounds(read: Read) -> Faulty:
    everything = table(read, "authority").get("kinds_open_for_managers")
    kinds = tuple(Kind) if everything else tuple(table(read, "kinds"))
    grounds = table(read, "grounds").get("allowed", ())
    for path, row in _with_kinds(read):
        for kind in row.get("kinds", ()):
            if kind not in kinds:
                yield (*path, "kinds"), Wrong(f"{kind.value!r} is no kind of this pack.", ", ".join(kinds))
    for path, row in (*rows(read, "before"), *rows(read, "duties")):
        for key in ("grounds", "skipped_by"):
            for ground in row.get(key, ()):
                if ground not in grounds:
                    yield (*path, key), Wrong(f"{ground.value!r} is no ground of this pack.", ", ".join(grounds))


def _with_kinds(read: Read) -> Iterator[tuple[Path, Row]]:
    for name in ("stages", "before", "appeals", "duties"):
        yield from rows(read, name)
    yield from rows(read, "authority", "rules")


def _who_decides(read: Read) -> Faulty:
    for path, row in rows(read, "authority", "rules"):
        ways = [key for key in ("grade", "together", "panel") if key in row]
        if len(ways) > 1:
            yield path, Wrong(f"This is decided both by {' and by '.join(ways)}.", "one of grade, together, panel")
    yield from _one_for_each_kind(read, "authority", "rules")
    yield from _one_for_each_kind(read, "appeals")


def _one_for_each_kind(read: Read, *path: str) -> Faulty:
    before: set[str] = set()
    for place, row in rows(read, *path):
        names = {str(kind) for kind in row.get("kinds", ())} or {"every other kind"}
        if twice := sorted(names & before):
            yield place, Wrong(f"An earlier rule is for {twice[0]} already.", "one rule for each kind")
        before |= names


def _stages(read: Read) -> Faulty:
    before: list[str] = []
    for path, row in rows(read, "stages"):
        name, follows = row.get("name", ""), row.get("follows")
        if name in before:
            yield (*path, "name"), Wrong(f"An earlier stage is named {name!r}.", "each name once")
        if follows is not None and follows not in before:
            yield (*path, "follows"), Wrong(f"{follows!r} is no earlier stage.", ", ".join(before) or "no key here")
        yield from _letter_of_a_stage(path, row)
        yield from _length_of_a_stage(path, row, table(read, "review").get("shortest"))
        if "step" in row and "kinds" in row:
            yield (*path, "kinds"), Wrong("A stage with a step restricts nothing.", "either step or kinds")
        before.append(name)
    if before and all("step" in row for _, row in rows(read, "stages")):
        yield ("stages",), Wrong("No stage restricts anything.", "at least one stage without a step")


def _letter_of_a_stage(path: Path, row: Row) -> Faulty:
    allowed: tuple[LetterType, ...] = (LetterType.WARNING, LetterType.DECISION)
    if "step" in row:
        allowed = allowed[:1] if row["step"] in (Step.WARNING, Step.MONITORING) else ()
    if "letter" in row and row["letter"] not in allowed:
        said = f"No letter of the type {row['letter'].value!r} tells of this stage."
        yield (*path, "letter"), Wrong(said, ", ".join(allowed) or "no key here")


def _length_of_a_stage(path: Path, row: Row, shortest: Span | None) -> Faulty:
    if "step" not in row and "length" in row and shortest and in_days(row["length"]) < in_days(shortest):
        said = f"A stage of {row['length']} ends before anything decided in it can be reviewed."
        yield (*path, "length"), Wrong(said, f"at least {shortest}, which is review.shortest")


def _times(read: Read) -> Faulty:
    """Give what would hold too long unauthorised, is kept too short, or counts by a time that does not count."""
    interim, kept, days = table(read, "interim"), table(read, "retention"), table(read, "working_days")
    if "lasts" in interim and in_days(interim["lasts"]) > in_days(_LONGEST_INTERIM):
        said = f"{interim['lasts']} is too long for what nobody has authorised."
        yield ("interim", "lasts"), Wrong(said, f"at most {_LONGEST_INTERIM}")
    trail = kept.get(Kept.AUDIT)
    if trail and in_days(trail) < in_days(_LEAST_TRAIL):
        yield ("retention", "audit"), Wrong(f"{trail} is too short for the audit trail.", f"at least {_LEAST_TRAIL}")
    if days.get("from_sending") and days.get("post_until", _POST_UNTIL) != _POST_UNTIL:
        said = "All counts from when it was sent, so there is no hour until which it counts that day."
        yield ("working_days", "post_until"), Wrong(said, "either post_until or from_sending")


def _review(read: Read) -> Faulty:
    review = table(read, "review")
    for name in ("shortest", "usual", "longest", "exceptional", "hard_stop"):
        if name in review and in_days(review[name]) > in_days(_LONGEST):
            yield ("review", name), Wrong(f"{review[name]} is too long for a review.", f"at most {_LONGEST}")
    spans = [cast("Span | None", review.get(name)) for name in ("shortest", "usual", "longest", "exceptional")]
    said = [span for span in spans if span is not None]
    if said != sorted(said, key=in_days):
        lengths = ", ".join(map(str, said))
        yield (
            ("review", "usual"),
            Wrong(f"The lengths do not grow: {lengths}.", "shortest <= usual <= longest <= exceptional"),
        )
    if "exceptional_grade" in review and "exceptional" not in review:
        yield (
            ("review", "exceptional_grade"),
            Wrong(
                "Nothing is exceptional here, so nobody signs it.", 'exceptional = "24 months" beside it, or neither'
            ),
        )


def _appeals(read: Read) -> Faulty:
    known = table(read, "destinations")
    for path, row in rows(read, "appeals"):
        if "address" in row and known and row["address"] not in known:
            said = f"{row['address']!r} is not a destination of this pack."
            yield (*path, "address"), Wrong(said, ", ".join(known))
        if "window" in row and "asked_within" in row:
            yield (
                (*path, "asked_within"),
                Wrong("The letter gives the last day of the window already.", "either window or asked_within"),
            )
        if row.get("from_start") and "window" not in row:
            yield (*path, "from_start"), Wrong("There is no window to count from the start.", "a window beside it")


def _notes(read: Read) -> Faulty:
    known = {name: found for name, found in table(read, "destinations").items() if found.get("email")}
    wanted = table(read, "housing_system").get("notes_to")
    if wanted and wanted not in known:
        said = f"{wanted!r} is not a destination with an email in this pack."
        yield ("housing_system", "notes_to"), Wrong(said, ", ".join(known))


def _reports(read: Read) -> Faulty:
    for path, row in rows(read, "reports"):
        every = cast("Span | None", row.get("every"))
        if every and every.unit not in COUNTED_IN:
            yield (*path, "every"), Wrong(f"{every} is no period of a report.", "so many days, weeks or months")
    again = cast("Span | None", table(read, "policy_review").get("every"))
    if again and again.unit is not Unit.MONTHS:
        yield ("policy_review", "every"), Wrong(f"{again} is no time between reviews of a policy.", "so many months")
