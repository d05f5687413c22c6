from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from contact_gateway.domain.casework.replay import Change, PastContact, Rehearsal, replay
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome, Reason
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Mode, Restriction
from tests.builders import MONDAY, contact, person, policy, restriction

DAY = timedelta(days=1)
CONNECTED = Decision(outcome=Outcome.CONNECT, to="queue", counted_for="sam")
BAN = restriction(Kind.CHANNEL_BAN, {}, [Channel.VOICE], id="ban")
CAP = restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}, [Channel.VOICE], id="cap")


def past(number: int = 0, channel: Channel = Channel.VOICE, **said: object) -> PastContact:
    """A contact on the Monday and so many days later, which was connected and talked for six minutes."""
    about = {name: said.pop(name) for name in tuple(said) if name in {"text", "reference", "tags"}}
    made = contact(channel, provider_id=f"CA{number}", received_at=MONDAY + number * DAY, **about)
    told = (Happening.ANSWERED, Happening.ENDED) if channel is Channel.VOICE else ()
    talked = tuple(Event(happening=one, at=MONDAY, talk_seconds=360) for one in told)
    usual: dict[str, object] = {"id": f"c{number}", "contact": made, "decision": CONNECTED, "events": talked}
    build: Callable[..., PastContact] = PastContact
    return build(**{**usual, **said})


def under(added: Restriction, *contacts: PastContact, adjustments: frozenset[Adjustment] = frozenset()) -> Rehearsal:
    return replay(contacts, Change(added=added), person(adjustments=adjustments), policy())


def test_a_ban_would_have_kept_calls_out_and_left_mail_alone() -> None:
    found = under(BAN, past(0), past(1, Channel.EMAIL), past(2))
    assert [one.would_be for one in found.contacts] == [Outcome.DECLINE, Outcome.CONNECT, Outcome.DECLINE]
    assert (found.kept_out, found.number_of(Outcome.CONNECT)) == (2, 1)
    assert found.number_of(Outcome.DECLINE, Channel.EMAIL) == 0


def test_an_allowance_is_used_up_contact_by_contact_and_renews_with_the_week() -> None:
    found = under(CAP, *(past(day) for day in (0, 1, 2, 3, 7)))
    assert [one.is_kept_out for one in found.contacts] == [False, False, True, True, False]
    assert found.contacts[2].refused_by == ("contact_cap",)


def test_contacts_are_played_in_the_order_in_which_they_came() -> None:
    found = under(CAP, past(3), past(1), past(2), past(0))
    assert [one.contact_id for one in found.contacts] == ["c0", "c1", "c2", "c3"]
    assert [one.is_kept_out for one in found.contacts] == [False, False, True, True]


def test_terms_that_are_only_proposed_start_with_the_past_and_bite_there() -> None:
    later = restriction(Kind.CHANNEL_BAN, {}, starts_at=MONDAY + 300 * DAY, mode=Mode.SHADOW, planned_end=None)
    assert under(later, past()).kept_out == 1


def test_a_variation_takes_the_place_of_what_it_varies() -> None:
    refused = Decision(outcome=Outcome.DECLINE, reasons=(Reason("channel_ban", "ban"),), counted_for="sam")
    was = [past(day, restrictions=(BAN,), decision=refused, events=()) for day in range(3)]
    found = replay(was, Change(added=CAP, without="ban"), person(), policy())
    assert [one.would_be for one in found.contacts] == [Outcome.CONNECT, Outcome.CONNECT, Outcome.DECLINE]
    assert found.kept_out == 0


def test_what_was_an_emergency_stays_one_and_is_named() -> None:
    emergency = Decision(outcome=Outcome.EMERGENCY, reasons=(Reason("always_open:emergency"),), counted_for="sam")
    found = under(BAN, past(0, decision=emergency), past(1))
    assert [one.contact_id for one in found.always_open] == ["c0"]
    assert found.contacts[0].would_be is Outcome.EMERGENCY


def test_words_that_nobody_had_to_look_for_before_open_what_the_terms_would_have_held() -> None:
    ban = restriction(Kind.CHANNEL_BAN, {}, [Channel.EMAIL])
    gas, rent = past(0, Channel.EMAIL, text="I smell gas in the kitchen!"), past(1, Channel.EMAIL, text="My rent.")
    found = under(ban, gas, rent)
    assert [one.would_be for one in found.contacts] == [Outcome.EMERGENCY, Outcome.HOLD]
    assert found.contacts[0].always_open == ("emergency",)


def test_contact_that_the_landlord_asked_for_stays_open() -> None:
    asked = Decision(outcome=Outcome.ROUTE, reasons=(Reason("always_open:requested_by_landlord"),), counted_for="sam")
    found = under(BAN, past(0, decision=asked))
    assert found.contacts[0].would_be is Outcome.ROUTE
    assert found.contacts[0].always_open == ("requested_by_landlord",)


def test_contact_that_the_landlord_asked_for_takes_nothing_from_an_allowance() -> None:
    asked = Decision(outcome=Outcome.ROUTE, reasons=(Reason("always_open:requested_by_landlord"),), counted_for="sam")
    found = under(CAP, past(0, decision=asked), past(1), past(2), past(3))
    assert [one.is_kept_out for one in found.contacts] == [False, False, False, True]


def test_an_outage_that_there_was_opens_what_the_terms_would_have_closed() -> None:
    only_mail = restriction(Kind.ONLY_CHANNELS, {"channels": ["email"]})
    assert under(only_mail, past(0)).kept_out == 1
    assert under(only_mail, past(0, down=frozenset({Channel.EMAIL}))).kept_out == 0


def test_a_talk_that_would_have_ended_takes_no_more_than_it_was_granted() -> None:
    terms = restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week", "each": 3})
    found = under(terms, past(0), past(1), past(2), past(3))
    assert [one.would_be for one in found.contacts] == [Outcome.CONNECT] * 4
    assert found.cut_short == 4
    assert under(terms, *(past(day) for day in range(5))).kept_out == 1


def test_a_need_of_today_changes_what_the_terms_grant() -> None:
    terms = restriction(Kind.TIME_CAP, {"each": 4})
    assert under(terms, past()).cut_short == 1
    assert under(terms, past(), adjustments=frozenset({Adjustment.EXTRA_TIME})).cut_short == 0


def test_what_came_out_otherwise_for_a_reason_of_its_time_stays_so_where_the_terms_do_not_touch_it() -> None:
    away = Decision(outcome=Outcome.ROUTE, to="voicemail", counted_for="sam")
    found = under(restriction(Kind.CHANNEL_BAN, {}, [Channel.EMAIL]), past(0, decision=away))
    assert found.contacts[0].was is found.contacts[0].would_be is Outcome.ROUTE


def test_whoever_called_without_a_number_is_known_by_what_was_keyed() -> None:
    withheld = past(0, reference="T-1001")
    assert under(BAN, withheld).kept_out == 1
