"""A call that was played as a section of the page of transcripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from cli.simulate.transcripts.house import House
from cli.simulate.transcripts.scenes import Scene
from contact_gateway.application.records import ContactKey
from contact_gateway.domain.contact_points import PointKind
from ivr.payloads import PROVIDER
from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.durations import in_words
from ivr.phone_simulator.records import Happened, Kind

CALLER = "Caller"

HEAD = """# What is heard: six calls

Each of these calls was played by `make transcripts`: the real application on a database of its own, a telephone
exchange that carries out what it answers, and a clock that nobody has to wait for. A test plays them again and
compares. Times count from the first ring. Nobody in them exists.
"""


def page(sections: Iterable[str]) -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *sections])


def section(number: int, scene: Scene, house: House, call: Call) -> str:
    """Return what happened in a call, and what stands in the record afterwards."""
    names = _names(scene, house)
    rows = _rows(house.exchange.happened, call, names)
    head = [f"## {number}. {scene.title}", "", scene.before, "", f"{_moment(scene.at)}, {_name_of(house)}."]
    table = ["| Time | Who | What |", "|---:|---|---|", *rows]
    return "\n".join([*head, "", *table, "", "On record afterwards:", "", *_record(house, call), ""])


def _rows(happened: Sequence[Happened], call: Call, names: Mapping[str, str]) -> list[str]:
    """Return the rows of a table; what happens to both at once is one row."""
    rows: list[tuple[str, str, str]] = []
    for one in happened:
        seconds = int((one.at - call.made_at).total_seconds())
        who = CALLER if one.call == call.sid else names.get(one.line, one.line)
        row = (f"{seconds // 60}:{seconds % 60:02d}", who, _words(one, names))
        twin = next((known for known in rows if (known[0], known[2]) == (row[0], row[2]) and CALLER in known), None)
        if twin:
            rows[rows.index(twin)] = (row[0], "Each", row[2])
        else:
            rows.append(row)
    return [f"| {' | '.join(row)} |" for row in rows]


def _words(happened: Happened, names: Mapping[str, str]) -> str:
    words = f"hears: “{happened.text}”" if happened.kind is Kind.HEARS else happened.text
    for line, name in names.items():
        words = words.replace(line, name)
    return words


def _record(house: House, call: Call) -> list[str]:
    stands = house.services.calls.read.so_far(house.landlord, ContactKey(PROVIDER, call.sid))
    reasons = ", ".join(f"`{reason.code}`" for reason in stands.decision.reasons) or "none"
    lines = [f"- the decision that stands: `{stands.decision.outcome}`, for these reasons: {reasons}"]
    lines += [f"- a task: {task.code.replace('_', ' ')}" for task in house.services.calls.tasks.open(house.landlord)]
    for recording in house.services.calls.recordings.of_contact(house.landlord, stands.contact_id):
        lines.append(f"- a recording of {in_words(recording.seconds)}: {recording.kind}")
    return lines


def _names(scene: Scene, house: House) -> dict[str, str]:
    """Return who sits at each line, the longest line first."""
    policy = house.services.policies.current(house.landlord)
    numbers = house.services.phone_numbers
    names = {point.value: one.label for one in policy.destinations.values() if (point := numbers.read(one.phone))}
    for person in scene.known:
        for point in person.contact_points:
            if point.kind is PointKind.PHONE:
                names[point.value] = person.name
    return names | {scene.caller: "the caller", scene.dialled: f"the number of {_name_of(house)}"}


def _name_of(house: House) -> str:
    return house.services.policies.current(house.landlord).name


def _moment(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y}, {at:%H:%M}"
