"""The calls that the documentation shows are what is heard today."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.simulate.transcripts.command import transcripts
from cli.simulate.transcripts.scenes import Scene, scenes

HOUSE = Path(__file__).parents[2]
WRITTEN = (HOUSE / "docs" / "transcripts.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return a section of the page as it is written, its heading left out."""
    return WRITTEN.partition(f". {title}\n")[2].partition("\n## ")[0]


def test_the_transcripts_are_what_is_heard_today(database_server: str) -> None:
    played = CliRunner().invoke(transcripts, ["--database", database_server])
    assert played.exit_code == 0, played.output
    assert played.output == WRITTEN, "Where the change is meant, `make transcripts` writes them anew."


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: str(scene.name))
def test_every_transcript_goes_from_the_first_ring_to_the_last_word(scene: Scene) -> None:
    shown = section(scene.title)
    assert "| 0:00 | Caller | calls the number of" in shown
    assert "the call ends |" in shown


def test_two_warnings_are_heard_before_the_closing_words() -> None:
    shown = section("Warned twice, then ended")
    first, final, closing = (shown.index(words) for words in ("we can carry on", "the last time we ask", "ends now."))
    assert first < final < closing
    assert "- a task: complete incident" in shown


def test_somebody_else_hears_nothing_about_the_person_whose_telephone_it_is() -> None:
    heard = [row for row in section("Somebody else on the same telephone").splitlines() if "| Caller | hears" in row]
    assert len(heard) > 5
    assert not [row for row in heard if "Jo" in row or "restrict" in row.lower()]


def test_nobody_in_a_queue_is_rung_where_the_point_of_contact_is_away() -> None:
    shown = section("The single point of contact is not there")
    assert [row.split(" | ")[1] for row in shown.splitlines() if row.endswith("| rings |")] == ["Kim Manager"]
    assert "- a task: listen to message" in shown
