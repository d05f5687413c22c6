"""Whole calls, with Twilio's own description as a judge between the gateway and the exchange."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.simulate.transcripts.command import play_scene
from cli.simulate.transcripts.scenes import scenes
from tests.peers import prism

WRITTEN = (Path(__file__).parents[2] / "docs" / "transcripts.md").read_text(encoding="utf-8")
ASKS_NOTHING = {"Declined, then an emergency"}


@pytest.mark.parametrize("number", range(1, len(scenes()) + 1))
def test_every_request_of_a_call_and_every_answer_is_as_twilio_describes_it(
    number: int, database_url: str, tmp_path: Path
) -> None:
    scene = scenes()[number - 1]
    forwarded: list[int] = []

    @contextmanager
    def judged(exchange: str) -> Iterator[str]:
        with prism.proxy(tmp_path, exchange) as judge:
            yield judge.url
            forwarded.append(judge.log.read_text().count("Forwarding"))
            assert "Request terminated with error" not in judge.log.read_text()

    assert play_scene(database_url, number, scene, judged) in WRITTEN
    assert (forwarded == [0]) is (scene.title in ASKS_NOTHING)
