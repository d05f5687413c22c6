"""Builds the domain's `Policy` from a pack that was found sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from contact_gateway.adapters.policy_files.casework_building import casework_rules, clocks_of
from contact_gateway.adapters.policy_files.letterhead import stationery_of
from contact_gateway.adapters.policy_files.stated import Stated
from contact_gateway.adapters.policy_files.tables import Read, table
from contact_gateway.domain.contact import Key, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.languages import ENGLISH, Language
from contact_gateway.domain.periods import Per, Schedule
from contact_gateway.domain.policy import DEFAULT, MAIN, MANAGERS, Destination, KindRule, Line, Policy
from contact_gateway.domain.voice import Phrases, VoiceRules
from contact_gateway.domain.working_days import Nation

YEARS_OF_BANK_HOLIDAYS = range(2020, 2041)
"""From before the first contact until after the longest review of any restriction."""

BankHolidays = Callable[[Nation, Iterable[int]], frozenset[date]]
"""Gives the bank holidays of a nation in these years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Whose policy it becomes, which numbered version, and the languages that there are."""

    landlord: str
    version: int
    languages: Mapping[str, Language]


def build_policy(
    read: Read, stated: Stated, sources: Mapping[str, str], issue: Issue, holidays: BankHolidays
) -> Policy:
    """Return the policy that sound values make; `stated` and `sources` tell where each comes from."""
    kinds = kinds_of(read, stated)
    contact, landlord = read["contact"], read["landlord"]
    closed = holidays(landlord["nation"], YEARS_OF_BANK_HOLIDAYS)
    languages = frozenset({ENGLISH, *table(read, "languages").get("on", ())})
    return Policy(
        landlord=issue.landlord,
        version=issue.version,
        code=table(read, "policy").get("code", MAIN),
        **{name: landlord[name] for name in ("name", "zone", "nation")},
        **{name: contact[name] for name in ("channels", "asks_reference", "offers_somebody_else")},
        forms={form: frozenset(channels) for form, channels in read["forms"].items()},
        kinds=kinds,
        destinations={name: Destination(name=name, **found) for name, found in read["destinations"].items()},
        subjects=read["subjects"],
        business_hours=_business_hours(read, closed),
        grades=read["authority"]["grades"],
        roles=table(read, "authority").get("roles", ()),
        casework=casework_rules(read, stated),
        stationery=stationery_of(read),
        clocks=clocks_of(read, closed),
        lines=tuple(Line(**line) for line in read.get("lines", ())),
        strong_words=_phrases(read, "strong", issue.languages, languages),
        weak_words=_phrases(read, "weak", issue.languages, languages),
        open_senders=read["open_senders"],
        menu={key: str(choice) for key, choice in read["menu"].items()},
        reply_period=Per(contact["reply_period"]),
        adjustment_factors=read["adjustments"],
        out_of_hours=read["hours"]["out_of_hours"],
        scripts=_texts(read),
        languages=languages,
        known_languages=issue.languages,
        spoken={code: _spoken(issue.languages.get(code), phrases) for code, phrases in read["spoken"].items()},
        voice=_voice(read),
        grounds=frozenset(map(str, read["grounds"]["allowed"])),
        sources=MappingProxyType({**sources, **sources_of_kinds(kinds, stated)}),
    )


def kinds_of(read: Read, stated: Stated) -> Mapping[Kind, KindRule]:
    """Return the kinds the policy names and, where it leaves the list open, every other kind as the managers' own."""
    named = table(read, "kinds")
    allowed = tuple(Kind) if table(read, "authority").get("kinds_open_for_managers") else tuple(named)
    return {kind: _kind_rule(kind, named.get(kind, {}), table(read, "authority"), stated) for kind in allowed}


def _kind_rule(kind: Kind, named: Read, authority: Read, stated: Stated) -> KindRule:
    """Return a kind with the grade that is named for it, else the highest where it cuts off altogether, or the least.

    Cutting somebody off altogether needs an authority of its own (DESIGN section 5).
    """
    if "grade" in named:
        grade, clause = named["grade"], stated.source(("kinds", str(kind), "grade"))
    elif kind is Kind.NO_CONTACT:
        grade, clause = authority["grades"][-1], DEFAULT
    else:
        grade, clause = authority.get("least_grade", ""), stated.source(("authority", "least_grade"))
    return KindRule(clause=stated.source(("kinds", str(kind))), grade=grade, grade_clause=clause)


def sources_of_kinds(kinds: Mapping[Kind, KindRule], stated: Stated) -> Mapping[str, str]:
    """Return where each kind comes from, by its dotted key: its clause, or the managers' own use."""
    return {
        f"kinds.{kind}": rule.clause if ("kinds", str(kind)) in stated.clauses else MANAGERS
        for kind, rule in kinds.items()
    }


def _texts(read: Read) -> Mapping[str, Mapping[str, str]]:
    return {language: {str(key): text for key, text in texts.items()} for language, texts in read["scripts"].items()}


def _spoken(known: Language | None, phrases: Phrases) -> Phrases:
    """Return what may be said for a key; a pack adds to the phrases of an emergency and takes none away."""
    always = known.spoken.get(Key.EMERGENCY, ()) if known else ()
    return {**phrases, Key.EMERGENCY: tuple(dict.fromkeys((*always, *phrases.get(Key.EMERGENCY, ()))))}


def _voice(read: Read) -> VoiceRules:
    said = read["voice"]
    return VoiceRules(**{**said, "warns_before": frozenset(said["warns_before"])})


def _business_hours(read: Read, bank_holidays: frozenset[date]) -> Schedule:
    landlord = read["landlord"]
    closed = bank_holidays | frozenset(landlord.get("closure_days", ()))
    return Schedule(windows=read["hours"]["business"], zone=landlord["zone"], closed=closed)


def _phrases(
    read: Read, which: str, known: Mapping[str, Language], on: Iterable[str]
) -> Mapping[Subject, tuple[str, ...]]:
    """Return the landlord's own phrases of each subject, and those of the languages that are on."""
    found = (table(read, "words", which), *(getattr(known[code], which) for code in sorted(on)))
    return {
        subject: tuple(dict.fromkeys(phrase for phrases in found for phrase in phrases.get(subject, ())))
        for subject in Subject
        if any(subject in phrases for phrases in found)
    }
