"""What officers tell in words, which travels sealed."""

from __future__ import annotations


def said(**words: str) -> dict[str, str]:
    """Return what was said, by name; what was left empty was not said."""
    return {name: text.strip() for name, text in words.items() if text.strip()}
