"""What follows in a call of another system: a reference keyed in, a choice, somebody who does not answer."""

from __future__ import annotations

import pytest

from contact_gateway.domain.kinds.names import Kind
from tests.builders import new_officer, new_person, restriction
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.api.handing_in import received
from tests.unit.web.desk.desk_app import LANDLORD


def test_a_reference_that_is_keyed_in_decides_anew(api: Api) -> None:
    api.services.people.add(LANDLORD, new_person(id="alex", name="Alex Example", reference="T-1002"))
    contact_id = received(api)["contact_id"]
    answer = api.post(f"/contacts/{contact_id}/steps", {"reference": "T-1002"}).get_json()
    assert (answer["contact_id"], answer["customer_id"]) == (contact_id, "alex")
    assert answer == api.post(f"/contacts/{contact_id}/steps", {"reference": "T-1002"}).get_json()


def test_a_caller_is_asked_for_a_reference_three_times_at_most(api: Api) -> None:
    contact_id = received(api, **{"from": None})["contact_id"]

    def asked_again(reference: str) -> bool:
        answer = api.post(f"/contacts/{contact_id}/steps", {"reference": reference}).get_json()
        return "Ask reference again." in answer["say"]

    assert [asked_again(reference) for reference in ("701", "701", "702", "703", "704")] == [
        *(True, True, True),
        *(False, False),
    ]


def test_whoever_does_not_answer_is_passed_over_until_a_message_can_be_left(api: Api) -> None:
    api.services.people.add(LANDLORD, new_officer(id="ann", name="Ann Officer", contact_points=()))
    api.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee", "deputies": ["ann"]}))
    steps = f"/contacts/{received(api)['contact_id']}/steps"

    def missed(who: str) -> str:
        return str(api.post(steps, {"unanswered_by": who}).get_json()["to"]["id"])

    assert [missed(who) for who in ("lee", "lee", "ann", "ann")] == ["ann", "ann", "voicemail", "voicemail"]
    assert code(api.post(steps, {"unanswered_by": "queue"})) == (409, "not_put_through")


@pytest.mark.parametrize("step", [{}, {"pressed": "emergency", "reference": "1"}, {"pressed": "9"}, {"reference": ""}])
def test_a_step_is_one_key_or_one_reference(api: Api, step: dict[str, str]) -> None:
    contact_id = received(api)["contact_id"]
    assert code(api.post(f"/contacts/{contact_id}/steps", step)) == (422, "invalid_body")
