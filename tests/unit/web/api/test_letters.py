"""Letters that left, as other systems list and read them and say what was done with each."""

from __future__ import annotations

import pytest

from contact_gateway.application.records_of_api import ApiScope
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import CaseApi
from tests.unit.web.desk.desk_app import LANDLORD


@pytest.fixture
def api() -> CaseApi:
    return CaseApi()


def told(api: CaseApi) -> str:
    """The path of the decision letter that was posted on 20 April."""
    made = api.told()
    (letter,) = api.get(f"/restrictions/{made}/letters").get_json()["items"]
    return f"/customers/sam/letters/{letter['id']}"


def test_all_letters_to_a_customer_are_listed_with_who_issued_each_and_what_became_of_it(api: CaseApi) -> None:
    letter = told(api)
    api.does(f"{letter}/handling", {"officer": "mo", "done": "printed"})
    api.does(f"{letter}/handling", {"officer": "sue", "done": "posted", "on": "2026-04-20"})
    warning, decision = api.get("/customers/sam/letters").get_json()["items"]
    assert (warning["letter"], warning["officer"], warning["handled"]) == ("warning", "mo", [])
    assert (decision["letter"], decision["officer"]) == ("decision", "sue")
    assert decision["handled"] == [
        {"done": "printed", "on": "2026-04-20", "officer": "mo"},
        {"done": "posted", "on": "2026-04-20", "officer": "sue"},
    ]
    (about_it,) = api.get(f"/restrictions/{decision['restriction_id']}/letters").get_json()["items"]
    assert about_it == decision


def test_what_was_posted_later_than_issued_counts_as_received_later(api: CaseApi) -> None:
    letter = told(api)
    api.at("2026-04-21T16:00").does(f"{letter}/handling", {"officer": "mo", "done": "posted"})
    assert api.get("/customers/sam/letters").get_json()["items"][1]["received_on"] == "2026-04-23"


def test_a_letter_that_came_back_is_a_task(api: CaseApi) -> None:
    made = api.does(f"{told(api)}/handling", {"officer": "mo", "done": "returned", "said": "Gone away."})
    assert made["tasks"] == ["letter_returned"]
    assert "letter_returned" in api.get("/tasks").text


def test_what_the_customer_said_when_told_is_for_few_eyes(api: CaseApi) -> None:
    made = api.does(f"{told(api)}/handling", {"officer": "sue", "done": "told", "said": "I will write less."})
    shown = api.get("/customers/sam/case/acts").get_json()["items"][-1]
    assert (shown["id"], shown["act"], shown["by"]) == (made["id"], "letter_handled", "sue")
    assert "write less" not in api.get("/customers/sam/case/acts").text + api.get("/customers/sam/letters").text
    assert api.get("/customers/sam/case/grounds").get_json()["items"][-1]["words"] == {"said": "I will write less."}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (b"%PDF", "application/pdf")),
        ("?format=pdf", (b"%PDF", "application/pdf")),
        ("?format=printed_anew", (b"%PDF again", "application/pdf")),
        ("?format=text", (b"The words of", "text/plain; charset=utf-8")),
    ],
)
def test_a_letter_is_read_as_it_left_anew_or_as_text(api: CaseApi, query: str, expected: tuple[bytes, str]) -> None:
    answer = api.get(told(api) + query, Accept="*/*")
    assert (answer.status_code, answer.content_type) == (200, expected[1])
    assert answer.data.startswith(expected[0])
    assert api.memory.of(LANDLORD).audit[-1].startswith("staff:letter:read")


def test_a_letter_is_read_in_no_other_form(api: CaseApi) -> None:
    assert code(api.get(f"{told(api)}?format=docx", Accept="*/*")) == (400, "invalid_query")


@pytest.mark.parametrize("day", ["2026-04-19", "2026-04-21"])
def test_a_letter_leaves_between_its_issue_and_today(api: CaseApi, day: str) -> None:
    said = {"officer": "mo", "done": "posted", "on": day}
    assert code(api.post(f"{told(api)}/handling", said)) == (409, "impossible_day")


def test_what_is_in_force_begins_no_second_time(api: CaseApi) -> None:
    letter = told(api)
    answer = api.at("2026-06-01T10:00").post(f"{letter}/handling", {"officer": "mo", "done": "posted"})
    assert code(answer) == (409, "already_received")


def test_a_letter_by_mail_goes_nowhere_where_the_customer_has_no_mailbox(api: CaseApi) -> None:
    kit = api.does("/customers", {"name": "Kit"})["id"]
    warning = {"officer": "mo", "form": "written", "why": "Mails.", "must_change": "Fewer.", "if_continues": "None."}
    answer = api.post(f"/customers/{kit}/warnings", {**warning, "sent_by": "email"})
    assert code(answer) == (409, "no_address")
    assert "has no e-mail address; send the letter by post or by hand" in answer.get_json()["detail"]
    assert api.get(f"/customers/{kit}/letters").get_json()["items"] == []


def test_the_same_handling_sent_again_is_done_once(api: CaseApi) -> None:
    letter, said = told(api), {"officer": "mo", "done": "printed"}
    first, again = (api.does(f"{letter}/handling", said, **{"Idempotency-Key": "h1"}) for _ in range(2))
    assert first["id"] == again["id"]
    assert len(api.get("/customers/sam/letters").get_json()["items"][1]["handled"]) == 1


def test_whoever_may_not_work_on_cases_handles_no_letter(api: CaseApi) -> None:
    letter = told(api)
    reader = api.make_token(ApiScope.CASES_READ, ApiScope.GROUNDS_READ, name="reader")
    answer = api.ask("POST", f"{letter}/handling", {"officer": "mo", "done": "printed"}, token=reader)
    assert code(answer) == (403, "insufficient_scope")
    assert code(api.post(f"{letter}/handling", {"officer": "nobody", "done": "printed"})) == (409, "unknown_officer")
    assert code(api.post("/customers/sam/letters/another/handling", {"officer": "mo", "done": "printed"})) == (
        404,
        "not_found",
    )


def test_letters_are_on_paper_of_the_colour_that_was_agreed(api: CaseApi) -> None:
    api.does("/customers/sam/adjustments", {"officer": "mo", "adjustment": "coloured_paper", "paper": "yellow"})
    shown = api.get("/customers/sam/case/grounds").get_json()["items"][-1]
    assert (shown["about"]["adjustment"], shown["about"]["paper"]) == ("coloured_paper", "yellow")
    pink = {"officer": "mo", "adjustment": "coloured_paper", "paper": "pink"}
    assert code(api.post("/customers/sam/adjustments", pink)) == (422, "invalid_body")


def test_the_policy_is_printed_for_whoever_asks(api: CaseApi) -> None:
    answer = api.get("/policy", Accept="application/pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data == b"%PDF main en"
    assert api.memory.of(LANDLORD).audit == []
