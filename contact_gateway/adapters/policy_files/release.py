"""What a release says where packs are silent: its defaults and its languages.

So that a later release cannot change what an old version of a policy says, these texts are added to a pack as a table
of its own, `[release]`, when it is stored, and whoever reads it finds them there. A pack without that table, as people
write them and as they were stored before there was one, is read with the texts of the release that reads it.

What a later release asks for and the stored texts could not know yet, such as a script that was not spoken then, comes
from the later release; but letters hold what they had to hold then.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from contact_gateway.adapters.policy_files.faults import Wrong
from contact_gateway.adapters.policy_files.language_files import read_language
from contact_gateway.adapters.policy_files.shipped import defaults_text, language_texts
from contact_gateway.adapters.policy_files.stated import Tree, merged
from contact_gateway.domain.languages import ENGLISH, Language

TABLE = "release"
_LETTERS = "letters"
_QUOTES = "'''"


@dataclass(frozen=True)
class Release:
    """The text of the defaults, and that of each language by its code."""

    defaults: str
    languages: tuple[tuple[str, str], ...]

    @cached_property
    def known(self) -> Mapping[str, Language]:
        """Every language by its code. Raises `PackFaults` where a text is not sound."""
        return MappingProxyType({code: _language(code, text) for code, text in self.languages})

    @property
    def values(self) -> Tree:
        """What holds where a pack is silent."""
        then, now = tomllib.loads(self.defaults), tomllib.loads(defaults_text())
        return {**merged(now, then), _LETTERS: then.get(_LETTERS, {})}


@cache
def this_release() -> Release:
    """Return what this release says."""
    return Release(defaults_text(), tuple(language_texts().items()))


def joined(text: str) -> str:
    """Return a pack's text with what this release says where it is silent; one that has such a table stays as it is."""
    try:
        has_it = TABLE in tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return text
    release = this_release()
    said = f"\n# What held by default, and the languages, when this was stored.\n[{TABLE}]\n"
    said += f"defaults = {_QUOTES}\n{release.defaults}{_QUOTES}\n\n[{TABLE}.languages]\n"
    said += "".join(f"{code} = {_QUOTES}\n{words}{_QUOTES}\n" for code, words in release.languages)
    return text if has_it else f"{text.rstrip()}\n{said}"


def taken_from(document: Tree) -> Release:
    """Take the release out of a pack's document; return this one where the pack names none. Raises `Wrong`."""
    said = document.pop(TABLE, None)
    if said is None:
        return this_release()
    match said:
        case {"defaults": str(defaults), "languages": {**languages}} if ENGLISH in languages:
            return Release(defaults, tuple((str(code), str(text)) for code, text in languages.items()))
        case _:
            raise Wrong("This table is written when a pack is stored.", "nothing: take the table out")


@cache
def _language(code: str, text: str) -> Language:
    now = language_texts().get(code, "")
    return read_language(code, text, tomllib.loads(now))
