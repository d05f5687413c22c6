"""What a pack about casework says in words that fit together, and nobody could carry out.

A pack that is stored is not asked this again: what was taken once goes on being read by every later release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from contact_gateway.adapters.policy_files.casework_checks import OF_THE_CASE, in_days, rows, tiers_of_appeals
from contact_gateway.adapters.policy_files.faults import Path, Wrong
from contact_gateway.adapters.policy_files.own_texts import own_text_faults
from contact_gateway.adapters.policy_files.stated import Stated
from contact_gateway.adapters.policy_files.tables import Faulty, Read, table
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.layout import can_hold
from contact_gateway.domain.procedure.rules import ORDERED_BY_A_COURT
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Occasion, Step, Unreviewed

_TOLD_WITHIN = Span(1, Unit.WEEKS)
"""However slow the post: whoever is restricted at once hears of it while it holds, or soon after it lapsed."""

_OF_NO_RESTRICTION = frozenset(
    {
        *(Occasion.INCIDENT, Occasion.THREAT, Occasion.DEFAMATION, Occasion.STAFF_ENDED, Occasion.WARNED),
        *(Occasion.COMPLAINT_ABOUT_STAFF, Occasion.ADJUSTMENT),
    }
)
"""What happens beside restrictions: of no kind, and nobody has proposed, signed or heard anything."""

_OF_NO_GROUNDS = _OF_NO_RESTRICTION - {Occasion.INCIDENT, Occasion.THREAT, Occasion.DEFAMATION}

_OF_AN_APPEAL = ("window", "asked_within", "from_start", "once", "meanwhile", "about", "form")

_FOR_EVERYBODY = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk"),
        *("yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com", "gmx.com"),
        *("btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "mail.com"),
    }
)
"""Domains of well-known providers, at which anybody has a mailbox in a minute."""

Row = Mapping[str, Any]


def unworkable_faults(read: Read, stated: Stated) -> Faulty:
    """Give everything that could never be carried out as it stands, each at the path where it is put right."""
    yield from _roles(read)
    yield from _of_nobody(read)
    yield from _twice(read)
    yield from _open_to_all(read)
    yield from _grades_passed_over(read)
    yield from _before(read)
    yield from _stages(read)
    yield from _kinds_of_no_stage(read)
    yield from _interim(read)
    yield from _reviews(read)
    yield from _no_hard_stop(read, stated)
    yield from _appeals(read)
    yield from _letters(read)
    yield from own_text_faults(read)
    yield from _reports(read)
    yield from _occasions(read)


def _roles(read: Read) -> Faulty:
    authority = table(read, "authority")
    before = {*authority.get("grades", ()), *table(read, "destinations"), *OF_THE_CASE}
    for number, role in enumerate(authority.get("roles", ())):
        if role in before:
            said = f"{role!r} is a grade, a destination, an earlier role or somebody of the case already."
            yield ("authority", "roles", number), Wrong(said, "each name once, for one thing")
        before.add(role)


def _of_nobody(read: Read) -> Faulty:
    """Give whom a case names where no case is at hand yet, or where whoever it is could not sign or hear."""
    for path, named in _named_beside_a_case(read):
        for name in named:
            if name in OF_THE_CASE:
                said = f"{name!r} is whoever that is in a case, and nobody who could be meant here."
                yield path, Wrong(said, "a role or a grade")


def _twice(read: Read) -> Faulty:
    """Give who is to sign twice, which one officer never does alone, and days of a meeting that stand there twice."""
    for path, row in rows(read, "authority", "rules"):
        for role in _repeated(row.get("together", ())):
            said = f"{role!r} stands here twice, and each signs once."
            yield (*path, "together"), Wrong(said, "each role once")
    for day in _repeated(table(read, "review").get("meeting_dates", ())):
        yield ("review", "meeting_dates"), Wrong(f"{day} stands here twice.", "each day once")


def _repeated(values: tuple[object, ...]) -> list[object]:
    return [one for number, one in enumerate(values) if one in values[:number]]


def _open_to_all(read: Read) -> Faulty:
    """Give the domains where anybody can have a mailbox: whoever writes from there would be taken for that body."""
    for sender in table(read, "open_senders"):
        if sender.removeprefix("@") in _FOR_EVERYBODY:
            said = f"Anybody can have a mailbox at {sender.removeprefix('@')}."
            yield ("open_senders", sender), Wrong(said, "the whole address of the body, or a domain of its own")


def _named_beside_a_case(read: Read) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for path, row in rows(read, "authority", "rules"):
        yield (*path, "together"), tuple(row.get("together", ()))
        yield (*path, "asks"), tuple(row.get("asks", ()))
        yield (*path, "panel"), tuple(row.get("panel", {}).get("roles", ()))
    for path, row in tiers_of_appeals(read):
        yield (*path, "role"), (row.get("role", ""),)
    for path, row in rows(read, "reports"):
        yield (*path, "to"), tuple(row.get("to", ()))
    yield ("policy_review", "to"), tuple(table(read, "policy_review").get("to", ()))


def _grades_passed_over(read: Read) -> Faulty:
    """Give the grades of kinds that another rule decides: it would be that one, and nobody would know."""
    rules = [row for _, row in rows(read, "authority", "rules")]
    for kind, said in table(read, "kinds").items():
        rule = _rule_for(kind, rules)
        grade = said.get("grade")
        ways = [f"{way} = {_shown(rule[way])}" for way in ("grade", "together", "panel") if way in rule]
        if grade and ways and rule.get("grade") != grade:
            path = ("kinds", str(kind), "grade")
            yield path, Wrong(f"An authority rule decides this kind: {ways[0]}.", "no key here, or the same grade")


def _rule_for(kind: Kind, rules: list[Row]) -> Row:
    named = [row for row in rules if kind in row.get("kinds", ())]
    return next(iter((*named, *(row for row in rules if "kinds" not in row))), {})


def _shown(value: object) -> str:
    names = value.get("roles", ()) if isinstance(value, Mapping) else value
    return names if isinstance(names, str) else ", ".join(cast("tuple[str, ...]", names))


def _before(read: Read) -> Faulty:
    grounds = set(table(read, "grounds").get("allowed", ()))
    watched = any(row.get("step") is Step.MONITORING for _, row in rows(read, "stages"))
    for path, row in rows(read, "before"):
        if set(row.get("any_of", ())) == {Step.MONITORING} and not watched:
            said = "Nobody is ever monitored: no stage of this pack has that step."
            yield (*path, "any_of"), Wrong(said, 'a stage with step = "monitoring", or another rung')
        concerned = set(row.get("grounds", grounds))
        if concerned and concerned <= set(row.get("skipped_by", ())):
            said = "Every ground for which this rung is does without it."
            yield (*path, "skipped_by"), Wrong(said, "some of them; or leave out the rung")


def _stages(read: Read) -> Faulty:
    review = table(read, "review")
    longest = cast("Span | None", review.get("exceptional", review.get("longest")))
    for path, row in rows(read, "stages"):
        restricts = "step" not in row
        if row.get("step") is Step.MONITORING and "letter" in row and "length" not in row:
            said = "The letter that tells of it could not say for how long the customer is watched."
            yield (*path, "letter"), Wrong(said, "length = ... beside it")
        if "relapse_within" in row and not restricts:
            said = "A stage with a step restricts nothing, so nobody comes back to it after its end."
            yield (*path, "relapse_within"), Wrong(said, "no key here")
        if restricts and "length" in row and longest and in_days(row["length"]) > in_days(longest):
            said = f"A stage of {row['length']} is longer than any review is set ahead."
            yield (*path, "length"), Wrong(said, f"at most {longest}, the longest of [review]")


def _kinds_of_no_stage(read: Read) -> Faulty:
    restricting = [row for _, row in rows(read, "stages") if "step" not in row]
    if not restricting or any("kinds" not in row for row in restricting):
        return
    allowed = {kind for row in restricting for kind in row["kinds"]}
    for kind in table(read, "kinds"):
        if kind not in allowed:
            yield (
                ("kinds", str(kind)),
                Wrong("No stage allows this kind.", "a stage that names it, or has no kinds"),
            )


def _interim(read: Read) -> Faulty:
    within = cast("Span | None", table(read, "interim").get("letter_within"))
    if within and in_days(within) > in_days(_TOLD_WITHIN):
        said = f"{within} is too long for whoever is restricted and was not told."
        yield ("interim", "letter_within"), Wrong(said, f"at most {_TOLD_WITHIN}, which is 5 working days")


def _reviews(read: Read) -> Faulty:
    review, grounds = table(read, "review"), table(read, "grounds").get("allowed", ())
    if "exceptional" in review and "exceptional_grade" not in review:
        said = "Nobody is named who signs a review that is exceptionally late."
        yield ("review", "exceptional"), Wrong(said, "exceptional_grade = ... beside it, or neither")
    shortest, longest = review.get("shortest"), review.get("longest")
    for ground, usual in review.get("usual_by_grounds", {}).items():
        path = ("review", "usual_by_grounds", str(ground))
        if grounds and ground not in grounds:
            yield path, Wrong(f"{str(ground)!r} is no ground of this pack.", ", ".join(grounds))
        if shortest and longest and not in_days(shortest) <= in_days(usual) <= in_days(longest):
            said = f"{usual} is no time that a review may be set ahead."
            yield path, Wrong(said, f"from {shortest} to {longest}, which are review.shortest and review.longest")


def _no_hard_stop(read: Read, stated: Stated) -> Faulty:
    said = stated.values.get("review")
    if isinstance(said, dict) and "hard_stop" in said and table(read, "review").get("unreviewed") is Unreviewed.STAYS:
        what = 'What nobody reviews stays here (unreviewed = "stays"), so that nothing stops it.'
        yield ("review", "hard_stop"), Wrong(what, 'no key here, or unreviewed = "suspended"')


def _appeals(read: Read) -> Faulty:
    everything = table(read, "authority").get("kinds_open_for_managers")
    kinds = set(Kind) if everything else set(table(read, "kinds"))
    appeals = list(rows(read, "appeals"))
    for path, row in appeals:
        for key in _OF_AN_APPEAL if row.get("tiers") == () else ():
            if key in row:
                yield (*path, key), Wrong("Nobody here hears an appeal about this.", "no key here, or some tiers")
    left = kinds - ORDERED_BY_A_COURT - {kind for _, row in appeals for kind in row.get("kinds", ())}
    if left and all("kinds" in row for _, row in appeals):
        said = f"Nothing says how decisions on {min(left)} may be appealed against."
        yield (
            ("appeals",),
            Wrong(said, "a table without kinds, for all others; tiers = [] where nobody hears them"),
        )


def _letters(read: Read) -> Faulty:
    for letter, rule in table(read, "letters").items():
        for part in rule.get("parts", {}):
            if part not in can_hold(letter):
                said = f"A letter of the type {str(letter)!r} never says this, so that none could leave."
                yield ("letters", str(letter), "parts", str(part)), Wrong(said, ", ".join(can_hold(letter)))


def _reports(read: Read) -> Faulty:
    before: set[str] = set()
    for path, row in rows(read, "reports"):
        name = row.get("name", "")
        if name in before:
            yield (*path, "name"), Wrong(f"An earlier report is named {name!r}.", "each name once")
        before.add(name)


def _occasions(read: Read) -> Faulty:
    """Give the notices and duties that never come, because nothing of that kind is there on their occasion."""
    for path, row in (*rows(read, "notices"), *rows(read, "duties")):
        on, to = row.get("on"), row.get("to", ())
        if on in _OF_NO_RESTRICTION:
            for name in (to,) if isinstance(to, str) else to:
                if name in OF_THE_CASE and name != "officer":
                    said = f"Nobody is {name!r} yet on the occasion {str(on)!r}."
                    yield (*path, "to"), Wrong(said, "a role, a grade, a destination, or officer")
        for key, none in (("kinds", _OF_NO_RESTRICTION), ("grounds", _OF_NO_GROUNDS)):
            if key in row and on in none:
                yield (*path, key), Wrong(f"The occasion {str(on)!r} has no {key}.", "no key here")
