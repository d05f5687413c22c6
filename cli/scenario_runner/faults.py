"""What is wrong in a scenario file, said so that whoever wrote it can put it right."""

from __future__ import annotations


class ScenarioFault(ValueError):
    """A file that cannot be played: the line (from 1), what is wrong there, and what is allowed instead.

    `allowed` is empty where the sentence says it already.
    """

    def __init__(self, line: int, what: str, allowed: str = "") -> None:
        """Keep the parts for machines beside the sentence for people."""
        super().__init__(f"line {line}: {what} Allowed: {allowed}." if allowed else f"line {line}: {what}")
        self.line = line
        self.what = what
        self.allowed = allowed
