"""Seconds in words."""

from __future__ import annotations


def in_words(seconds: int) -> str:
    """Return seconds as `6 min 10 s`."""
    minutes, rest = divmod(seconds, 60)
    return " ".join(
        part for part in (f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else "") if part
    )
