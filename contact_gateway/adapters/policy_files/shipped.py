"""The packs and the languages that come with the service."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

_DEFAULTS = "defaults.toml"
_FOLDER = files("contact_gateway").joinpath("policies")
_TOML = ".toml"


def shipped_packs() -> Mapping[str, str]:
    """Return the text of every shipped pack by its landlord's slug, in alphabetical order."""
    return {name: text for name, text in _texts(_FOLDER).items() if f"{name}{_TOML}" != _DEFAULTS}


def language_texts() -> Mapping[str, str]:
    """Return the text of every language's file by the code of the language, in alphabetical order."""
    return _texts(_FOLDER.joinpath("languages"))


def letter_texts() -> Mapping[str, str]:
    """Return the text of every file of words for letters by the code of its language, in alphabetical order."""
    return _texts(_FOLDER.joinpath("letters"))


def defaults_text() -> str:
    """Return the text that says what holds where a pack is silent."""
    return _FOLDER.joinpath(_DEFAULTS).read_text(encoding="utf-8")


def _texts(folder: Traversable) -> dict[str, str]:
    found = (file for file in folder.iterdir() if file.name.endswith(_TOML))
    return dict(sorted((file.name.removesuffix(_TOML), file.read_text(encoding="utf-8")) for file in found))
