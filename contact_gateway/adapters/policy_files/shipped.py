"""The packs that come with the service."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

_DEFAULTS = "defaults.toml"
_FOLDER = files("contact_gateway").joinpath("policies")


def shipped_packs() -> Mapping[str, str]:
    """Return the text of every shipped pack by its landlord's slug, in alphabetical order."""
    packs = (file for file in _FOLDER.iterdir() if file.name.endswith(".toml") and file.name != _DEFAULTS)
    texts = {file.name.removesuffix(".toml"): file.read_text(encoding="utf-8") for file in packs}
    return dict(sorted(texts.items()))


def defaults_text() -> str:
    """Return the text that says what holds where a pack is silent."""
    return _FOLDER.joinpath(_DEFAULTS).read_text(encoding="utf-8")
