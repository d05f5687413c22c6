"""What becomes of letters after they were issued: printed, posted, listed, read again. And before: tried."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.application.casework.read_letter import ReadAs
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Handling
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.working_days import Delivery
from tests.builders import policy
from tests.fakes.outbox import MemoryOutbox
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.application.casework.test_letters_that_leave import LINES
from tests.unit.domain.casework.cases import LADDER


@pytest.fixture
def room() -> Room:
    return Room()


def handle(room: Room, letter_id: str, done: Handling, on: date | None = None) -> Answer:
    return room.does.letters.handle_letter(HERE, "sam", letter_id, "mo", done, on)


def test_all_letters_to_a_customer_are_listed_with_how_they_went(room: Room) -> None:
    told = room.told()
    warning, decision = room.does.letters.list_letters(HERE, "sam")
    assert (warning.type, warning.restriction_id, warning.issued_by) == (LetterType.WARNING, "", "mo")
    assert (decision.type, decision.restriction_id, decision.issued_by) == (LetterType.DECISION, "r1", "sue")
    assert (decision.id, decision.sent_by, decision.received_on) == (told.letter_id, Delivery.POST, date(2026, 4, 22))
    assert decision.handled == ()


def test_who_was_sent_nothing_has_no_letters(room: Room) -> None:
    assert room.does.letters.list_letters(HERE, "sam") == ()


def test_who_printed_and_who_posted_a_letter_is_on_record(room: Room) -> None:
    room.told()
    warning, _ = room.does.letters.list_letters(HERE, "sam")
    handle(room, warning.id, Handling.PRINTED)
    handle(room, warning.id, Handling.POSTED, date(2026, 4, 2))
    warning, decision = room.does.letters.list_letters(HERE, "sam")
    assert [(one.done, one.on, one.by) for one in warning.handled] == [
        (Handling.PRINTED, date(2026, 4, 20), "mo"),
        (Handling.POSTED, date(2026, 4, 2), "mo"),
    ]
    assert decision.handled == ()


def test_a_letter_that_is_posted_later_puts_the_restriction_in_force_later(room: Room) -> None:
    told = room.told()
    assert told.in_force_from == date(2026, 4, 22)
    posted = handle(room.at("2026-04-21T16:00"), told.letter_id, Handling.POSTED)
    assert posted.in_force_from == date(2026, 4, 23)
    assert not room.at("2026-04-22T23:59").binds()
    assert room.at("2026-04-23T00:00").binds()
    assert room.does.letters.list_letters(HERE, "sam")[-1].received_on == date(2026, 4, 23)


def test_what_the_customer_said_when_a_letter_was_explained_is_kept_in_words(room: Room) -> None:
    told = room.told()
    room.does.letters.handle_letter(HERE, "sam", told.letter_id, "mo", Handling.TOLD, words="Understood it all.")
    last = room.does.read_grounds(HERE, "sam", "dee")[-1].act
    assert (last.by, last.words) == ("mo", {"said": "Understood it all."})


def test_a_letter_that_came_back_is_somebody_s_task_and_counts_as_received_all_the_same(room: Room) -> None:
    told = room.told()
    came_back = handle(room.at("2026-04-28T10:00"), told.letter_id, Handling.RETURNED)
    assert (came_back.tasks, came_back.in_force_from) == (("letter_returned",), date(2026, 4, 22))
    warning, _ = room.does.letters.list_letters(HERE, "sam")
    assert handle(room, warning.id, Handling.RETURNED).tasks == ("letter_returned",)
    assert handle(room, warning.id, Handling.PRINTED).tasks == ()


@pytest.mark.parametrize("done", [Handling.PRINTED, Handling.HANDED_OVER])
def test_only_the_way_that_it_was_sent_by_changes_when_it_counts_as_received(room: Room, done: Handling) -> None:
    told = room.told()
    assert handle(room.at("2026-04-21T16:00"), told.letter_id, done).in_force_from == date(2026, 4, 22)


def test_a_letter_never_counts_as_received_sooner_because_it_was_posted_in_time(room: Room) -> None:
    told = room.told()
    same_day = handle(room, told.letter_id, Handling.POSTED, date(2026, 4, 20))
    assert same_day.in_force_from == date(2026, 4, 22)


def test_what_is_in_force_begins_no_second_time(room: Room) -> None:
    told = room.told()
    room.at("2026-06-01T10:00")
    assert refusal(lambda: handle(room, told.letter_id, Handling.POSTED)) == "already_received"
    assert room.binds()
    assert handle(room, told.letter_id, Handling.POSTED, date(2026, 4, 20)).in_force_from == date(2026, 4, 22)


@pytest.mark.parametrize("day", [date(2026, 4, 19), date(2026, 4, 21)], ids=["before it was issued", "tomorrow"])
def test_a_letter_leaves_between_its_issue_and_today(room: Room, day: date) -> None:
    told = room.told()
    assert refusal(lambda: handle(room, told.letter_id, Handling.POSTED, day)) == "impossible_day"


def test_what_was_not_sent_to_this_customer_is_no_letter_of_theirs(room: Room) -> None:
    room.told()
    with pytest.raises(NotFound):
        handle(room, "letter-99", Handling.POSTED)
    with pytest.raises(NotFound):
        room.does.letters.read_letter(HERE, "sam", "letter-99", "mo")


def test_a_letter_is_read_as_it_left_printed_anew_or_as_text_and_each_look_is_on_record(room: Room) -> None:
    room.told()
    for one in room.does.letters.list_letters(HERE, "sam"):
        as_it_left = room.does.letters.read_letter(HERE, "sam", one.id, "dee")
        anew = room.does.letters.read_letter(HERE, "sam", one.id, "dee", ReadAs.ANEW)
        text = room.does.letters.read_letter(HERE, "sam", one.id, "dee", ReadAs.TEXT)
        assert (as_it_left.content, anew.content) == (b"%PDF", b"%PDF again")
        assert (text.content_type, text.content) == ("text/plain", f"The words of {one.id}.".encode())
    looks = [row for row in room.memory.of(HERE).audit if row.startswith("staff:letter:read")]
    assert len(looks) == 6


def test_a_letter_can_be_tried_before_it_is_issued_and_nothing_is_filed(room: Room) -> None:
    room.signed()
    before = room.files.acts(HERE, "sam")
    draft = room.does.letters.draft_letter(HERE, "r1", "sue")
    assert (draft.type, draft.lacking) == (LetterType.DECISION, {})
    assert draft.document.content_type == "application/pdf"
    assert room.files.acts(HERE, "sam") == before
    assert not room.at("2026-05-01T10:00").binds()


def test_a_draft_names_what_it_does_not_say_yet_with_the_clause(room: Room) -> None:
    room.signed()
    room.letters.forgets = frozenset({Part.DATES})
    assert room.does.letters.draft_letter(HERE, "r1", "sue").lacking == {Part.DATES: "OCT-4.2"}
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue")) == "letter_incomplete"


def test_the_draft_is_of_the_letter_that_is_owed_next(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    assert room.does.letters.draft_letter(HERE, "r1", "sue").type is LetterType.APPEAL_RECEIVED


@pytest.mark.parametrize(
    ("done", "day"),
    [(Handling.POSTED, date(2026, 4, 23)), (Handling.HANDED_OVER, date(2026, 4, 21)), (Handling.PRINTED, None)],
)
def test_a_letter_whose_mail_was_given_up_counts_from_when_it_left_on_paper(done: Handling, day: date | None) -> None:
    room = Room(policy=policy(grades=LADDER, lines=LINES))
    room.signed()
    told = room.at("2026-04-20T14:00").does.issue_letter(HERE, "r1", "sue", Delivery.EMAIL)
    copy = handle(room, told.letter_id, Handling.POSTED)
    assert (copy.in_force_from, room.binds()) == (date(2026, 4, 20), True)
    outbox = MemoryOutbox(room.memory)
    for due in outbox.claim(HERE, 9, 0):
        outbox.failed(HERE, due.id, "no such mailbox", retry_in_seconds=None)
    left = handle(room.at("2026-04-21T10:00"), told.letter_id, done)
    assert left.in_force_from == (day or date(2026, 4, 20))
    assert room.does.letters.list_letters(HERE, "sam")[-1].received_on == (day or date(2026, 4, 20))
    assert room.binds() is (done is not Handling.POSTED)
    assert room.at("2026-04-23T00:00").binds()
