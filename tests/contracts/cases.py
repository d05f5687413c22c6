"""What is added to a case in tests: a ban on Sam's e-mail that was proposed, and what stands of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from contact_gateway.application.ids import new_id
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_casework import Case, Deed, Filed, PolicyUsed, RestrictionNow
from contact_gateway.domain.casework.acts import Act, Form, Proposed, Warned
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.procedure.words import Question
from contact_gateway.domain.restrictions import Grounds
from tests.builders import MONDAY, new_officer, new_person, restriction
from tests.contracts.worlds import HERE, World

AnAct = TypeVar("AnAct", bound=Act)
DAY = timedelta(days=1)
UNDER = PolicyUsed(version=1, code="behaviour")
BAN = restriction(channels=[Channel.EMAIL])
DECIDED = DecidedBy(
    officer="lee", grounds=Grounds.ABUSE, decided_at=MONDAY, policy_version=1, narrative="What was.", evidence="Seen."
)
FROM_WEDNESDAY = (Interval(MONDAY + 2 * DAY, MONDAY + 4 * DAY), Interval(MONDAY + 6 * DAY, MONDAY + 9 * DAY))


def settle(world: World, landlord: str = HERE) -> None:
    """Let there be Sam and Lee."""
    world.people.add(landlord, new_person())
    world.people.add(landlord, new_officer(grade="manager", roles=("board",)))


def an_act(kind: Callable[..., AnAct], **said: object) -> AnAct:
    return kind(**{"id": new_id(), "by": "lee", "at": MONDAY, **said})


def warned(**said: object) -> Warned:
    return an_act(Warned, **{"form": Form.WRITTEN, "words": {"why": "Too many."}, **said})


def proposed(**said: object) -> Proposed:
    usual: dict[str, object] = {
        "restriction": BAN,
        "grounds": Grounds.ABUSE,
        "answers": frozenset({Question.IMPACT}),
        "words": {"impact": "A day a week."},
    }
    return an_act(Proposed, **{**usual, **said})


def deed(act: Act, restriction_id: str = "", **said: object) -> Deed:
    build: Callable[..., Deed] = Deed
    return build(**{"filed": Filed(act=act, policy=UNDER, restriction_id=restriction_id), "by": act.by, **said})


def banned(binds: tuple[Interval, ...] = FROM_WEDNESDAY, **said: object) -> Deed:
    """A ban on Sam, in force in these stretches of time."""
    now = RestrictionNow(restriction=BAN, decided=DECIDED, binds=binds)
    return deed(proposed(), BAN.id, **{"restriction": now, **said})


def add(world: World, *deeds: Deed, landlord: str = HERE, customer_id: str = "sam") -> None:
    with world.case_files.open(landlord, customer_id) as case:
        for one in deeds:
            case.add(one)


def load(world: World, landlord: str = HERE) -> Case:
    with world.case_files.open(landlord, "sam") as case:
        return case.load(world.clock.now())
