"""What must hold between the values of a pack, beyond the shape of each."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.adapters.policy_files.casework_checks import casework_faults
from contact_gateway.adapters.policy_files.faults import Path, Wrong
from contact_gateway.adapters.policy_files.format import REQUIRED
from contact_gateway.adapters.policy_files.stated import Stated
from contact_gateway.adapters.policy_files.tables import Faulty, Read, table
from contact_gateway.domain.contact import EMERGENCY_KEY, Key
from contact_gateway.domain.disguises import folded
from contact_gateway.domain.languages import ENGLISH, Language
from contact_gateway.domain.letters.words import Text
from contact_gateway.domain.policy import EMERGENCY_LINE, LANDLORD, QUEUE, REPAIRS_DESK, VOICEMAIL
from contact_gateway.domain.script_checks import ombudsman_faults, script_faults
from contact_gateway.domain.scripts import Script


def cross_faults(read: Read, stated: Stated, known: Mapping[str, Language]) -> Faulty:
    """Give every contradiction between values, each at the path where it is put right; `known` are all languages."""
    yield from _missing(read)
    yield from _destinations(read)
    yield from _addressees(read)
    yield from _lines(read)
    yield from _kinds(read, stated)
    yield from _grades(read)
    yield from _menu(read)
    yield from _languages(read, known)
    yield from _scripts(read, known)
    yield from _ways_out(read, known)
    yield from casework_faults(read)


def _missing(read: Read) -> Faulty:
    for section, key in REQUIRED:
        if key not in table(read, section):
            yield (section, key), Wrong(f"Every pack says {section}.{key} for itself; it is missing.", f"{key} = ...")


def _destinations(read: Read) -> Faulty:
    for name, destination in table(read, "destinations").items():
        if name != VOICEMAIL and not {"phone", "line", "email"} & destination.keys():
            yield ("destinations", name), Wrong("Nothing can be sent here.", "a phone or line, an email, or both")


def _addressees(read: Read) -> Faulty:
    known = table(read, "destinations")
    subjects = {("subjects", str(subject)): name for subject, name in table(read, "subjects").items()}
    out_of_hours = table(read, "hours").get("out_of_hours", VOICEMAIL)
    for path, name in {**subjects, ("hours", "out_of_hours"): out_of_hours}.items():
        if known and name not in known:
            yield path, Wrong(f"{name!r} is not a destination of this pack.", ", ".join(known))
    both_ways = {EMERGENCY_LINE, QUEUE, REPAIRS_DESK, *subjects.values()} & known.keys()
    for name in sorted(both_ways):
        for way in ("phone", "email"):
            rung_otherwise = way == "phone" and "line" in known[name] and name not in {EMERGENCY_LINE, QUEUE}
            if way not in known[name] and not rung_otherwise:
                yield (
                    ("destinations", name),
                    Wrong(
                        f"What is always open comes by call and in writing, but {way} is missing.",
                        "both phone and email",
                    ),
                )


def _lines(read: Read) -> Faulty:
    known = table(read, "destinations")
    before: set[str] = set()
    for number, line in enumerate(read.get("lines", ())):
        address, team = line.get("address", ""), line.get("team")
        if address in before:
            yield ("lines", number, "address"), Wrong(f"{address} stands in an earlier line.", "each address once")
        before |= {address} - {""}
        if team and known and team not in known:
            yield ("lines", number, "team"), Wrong(f"{team!r} is not a destination of this pack.", ", ".join(known))


def _kinds(read: Read, stated: Stated) -> Faulty:
    for kind in table(read, "kinds"):
        if stated.source(("kinds", str(kind))) == LANDLORD:
            yield (
                ("kinds", str(kind)),
                Wrong(
                    "No clause allows this kind.",
                    f'{kind} = {{ clause = "..." }}, or authority.kinds_open_for_managers',
                ),
            )


def _grades(read: Read) -> Faulty:
    grades = table(read, "authority").get("grades", ())
    if len(set(grades)) < len(grades):
        yield ("authority", "grades"), Wrong("A grade stands here twice.", "each grade once, from junior to senior")
    named: dict[Path, str] = {
        ("kinds", str(kind), "grade"): rule["grade"] for kind, rule in table(read, "kinds").items() if "grade" in rule
    }
    said = table(read, "authority")
    agreeing = ("least_grade", "discloses", "tenancy_action")
    named |= {("authority", name): said[name] for name in agreeing if name in said}
    for path, grade in named.items():
        if grades and grade not in grades:
            yield path, Wrong(f"{grade!r} is not a grade of this pack.", ", ".join(grades))


def _menu(read: Read) -> Faulty:
    menu = table(read, "menu")
    meaning = menu.get(EMERGENCY_KEY, Key.EMERGENCY)
    if meaning != Key.EMERGENCY:
        yield (
            ("menu", EMERGENCY_KEY),
            Wrong(
                f"Key {EMERGENCY_KEY} is the emergency, wherever somebody calls; it cannot be {meaning}.",
                f'{EMERGENCY_KEY} = "{Key.EMERGENCY}", and other keys for it as well',
            ),
        )
    needed = [Key.REVIEW]
    if table(read, "contact").get("offers_somebody_else"):
        needed.append(Key.SOMEBODY_ELSE)
    free = next((digit for digit in "234567890" if digit not in menu), "another key")
    for choice in needed:
        if choice not in menu.values():
            yield (
                ("menu",),
                Wrong(f"No key of the menu stands for {choice}, which is always offered.", f'{free} = "{choice}"'),
            )


def _languages(read: Read, known: Mapping[str, Language]) -> Faulty:
    for number, code in enumerate(table(read, "languages").get("on", ())):
        if code not in known:
            yield (
                ("languages", "on", number),
                Wrong(f"There is no file for the language {code!r}.", ", ".join(known)),
            )


def _scripts(read: Read, known: Mapping[str, Language]) -> Faulty:
    menu = {str(digit): str(choice) for digit, choice in table(read, "menu").items()}
    for language, texts in table(read, "scripts").items():
        spoken = (known.get(language, known[ENGLISH]), known[ENGLISH])
        for script, text in texts.items():
            for fault in script_faults(Script(script), text, menu, *spoken):
                yield ("scripts", language, str(script)), Wrong(fault.what, fault.allowed)


def _ways_out(read: Read, known: Mapping[str, Language]) -> Faulty:
    """Give what a letter would say of an ombudsman as if there were conditions (DER-12.4)."""
    open_to_all = known[ENGLISH].forbidden.at_any_time
    for number, row in enumerate(read.get("ombudsmen", ())):
        if "words" in row and folded(open_to_all) not in folded(row["words"]):
            said = "These words do not say when one can go there."
            yield ("ombudsmen", number, "words"), Wrong(said, f"a text that says {open_to_all!r} of it")
    for language, texts in table(read, "letter_texts").items():
        own = known.get(language, known[ENGLISH]).forbidden
        for key, text in texts.items():
            checked = f"{own.ombudsman} {text}" if key is Text.OMBUDSMAN else text
            for fault in ombudsman_faults(checked, own) if key is not Text.STAYS_OPEN else ():
                yield ("letter_texts", language, str(key)), Wrong(fault.what, fault.allowed)
