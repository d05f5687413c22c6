"""The calls that are shown: who calls whom, what was decided about them, who answers, and what staff do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from cli.demo.population import people
from cli.simulate.transcripts.house import House
from contact_gateway.application.end_call import Ending
from contact_gateway.application.records import NewPerson
from contact_gateway.application.restriction_request import RestrictionRequest
from contact_gateway.domain.calls import Announcement, EndReason
from contact_gateway.domain.periods import add_months
from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.records import Kind

LONDON = ZoneInfo("Europe/London")
MONDAY_AT_TEN = datetime(2027, 3, 1, 10, 0, tzinfo=LONDON)
JO, ALI, WITHHELD = "+447700900124", "+447700900125", "anonymous"
OCTAVIA, OCTAVIA_CENTRE = "+442079460300", "+442079460310"

Acts = Callable[[House, Call], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A call to be played. `people` say how whoever is rung behaves; everybody else answers and talks two minutes."""

    name: str
    title: str
    before: str
    landlord: str
    dialled: str
    caller: str
    plan: Callable[[], Planned]
    at: datetime = MONDAY_AT_TEN
    decided: tuple[RestrictionRequest, ...] = ()
    known: tuple[NewPerson, ...] = field(default_factory=people)
    answering: Mapping[str, Callable[[], Planned]] = field(default_factory=dict)
    acts: Acts = lambda _house, _call: None


def scenes() -> tuple[Scene, ...]:
    """Return the six calls in their order."""
    return (
        _connected_with_a_warning(),
        _declined_then_emergency(),
        _point_of_contact_absent(),
        _withheld_with_a_reference(),
        _somebody_else(),
        _warned_twice_then_ended(),
    )


def _connected_with_a_warning() -> Scene:
    return Scene(
        name="connected-with-a-warning",
        title="Connected, with a warning first",
        before=(
            "Jo may talk to Octavia for ten minutes a week, and has not called this week. Before the connection both "
            "hear what they need to know: Jo the warning and the limit, the service centre who it is and what is left."
        ),
        landlord="octavia",
        dialled=OCTAVIA,
        caller=JO,
        plan=Planned,
        decided=(_decided("jo", "time_cap", minutes=10, per="week"),),
        answering={OCTAVIA_CENTRE: lambda: Planned(talk_seconds=700)},
    )


def _declined_then_emergency() -> Scene:
    return Scene(
        name="declined-then-emergency",
        title="Declined, then an emergency",
        before=(
            "Tuntum decided that Ali writes. Ali calls, hears that the call is not taken, how else to get in touch and "
            "how to have that looked at again, and presses 1, because water comes through the ceiling."
        ),
        landlord="tuntum",
        dialled="+441632960200",
        caller=ALI,
        plan=lambda: Planned(presses=["1"]),
        decided=(_decided("ali", "single_form", form="writing"),),
    )


def _point_of_contact_absent() -> Scene:
    return Scene(
        name="point-of-contact-absent",
        title="The single point of contact is not there",
        before=(
            "Ali speaks to Lee at Magna and to nobody else; Kim stands in for Lee. Lee works on Tuesdays only, so Kim "
            "is rung on this Monday, and does not answer. No queue takes the call: Ali leaves a message, and it "
            "becomes a task."
        ),
        landlord="magna",
        dialled="+441632960400",
        caller=ALI,
        plan=lambda: Planned(message_seconds=25),
        known=tuple(replace(one, hours=("tue 09:00-17:00",)) if one.id == "lee" else one for one in people()),
        decided=(_decided("ali", "single_point_of_contact", officer="lee", deputies=["kim"]),),
        answering={"+441632960022": lambda: Planned(answers=False)},
    )


def _withheld_with_a_reference() -> Scene:
    return Scene(
        name="withheld-with-a-reference",
        title="A withheld number, and a reference",
        before=(
            "Somebody whose number is withheld calls Tuntum. They are asked for their reference, key in one that "
            "nobody has, then the right one: it is Jo, who may call once a week and has not done so yet."
        ),
        landlord="tuntum",
        dialled="+441632960200",
        caller=WITHHELD,
        plan=lambda: Planned(references=["9999", "1002"]),
        decided=(_decided("jo", "contact_cap", channels=("voice",), limit=1, per="week"),),
    )


def _somebody_else() -> Scene:
    return Scene(
        name="somebody-else",
        title="Somebody else on the same telephone",
        before=(
            "Derby Homes decided that Jo writes. Jo's daughter calls from Jo's telephone. Nothing that she hears says "
            "anything about Jo; she presses 2, is asked for a reference, has none, and is put through."
        ),
        landlord="derby_homes",
        dialled="+441632960500",
        caller=JO,
        plan=lambda: Planned(presses=["2"]),
        decided=(_decided("jo", "single_form", form="writing"),),
    )


def _warned_twice_then_ended() -> Scene:
    return Scene(
        name="warned-twice-then-ended",
        title="Warned twice, then ended",
        before=(
            "Jo gets through to Octavia again and shouts. Whoever talks to Jo presses the button of the first warning, "
            "then of the final one, then ends the call; its closing words are played before it ends."
        ),
        landlord="octavia",
        dialled=OCTAVIA,
        caller=JO,
        plan=Planned,
        decided=(_decided("jo", "time_cap", minutes=10, per="week"),),
        answering={OCTAVIA_CENTRE: Planned},
        acts=_warn_twice_and_end,
    )


def _warn_twice_and_end(house: House, call: Call) -> None:
    def warn(warning: Announcement, button: str) -> Callable[[], object]:
        def press() -> object:
            _note(house, call, f"presses the button “{button}”")
            return house.services.calls.play_warning(house.landlord, house.contact_of(call), warning, "lee")

        return press

    def end() -> object:
        _note(house, call, "presses the button “End the call”, and says why: abuse")
        ending = Ending(officer="lee", reason=EndReason.ABUSE, note="Shouted and swore after two warnings.")
        return house.services.calls.end_call(house.landlord, house.contact_of(call), ending)

    house.later(90, warn(Announcement.FIRST_WARNING, "First warning"))
    house.later(150, warn(Announcement.FINAL_WARNING, "Final warning"))
    house.later(200, end)


def _note(house: House, call: Call, text: str) -> None:
    """Put what staff do among what happens at their telephone."""
    leg = next(one for one in house.exchange.calls.values() if one is not call and not one.is_over)
    house.exchange.note(leg, Kind.DOES, text)


def _decided(on: str, kind: str, *, channels: tuple[str, ...] = (), **terms: object) -> RestrictionRequest:
    return RestrictionRequest(
        customer_id=on,
        kind=kind,
        officer="kim",
        grounds="excessive_contact",
        review_on=add_months(MONDAY_AT_TEN.date(), 6),
        terms=terms,
        channels=channels,
    )
