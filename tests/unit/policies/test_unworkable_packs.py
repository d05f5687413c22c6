"""What a pack says in words that fit together, and nobody could carry out, is told before it is imported."""

from __future__ import annotations

import pytest

from contact_gateway.adapters.policy_files.release import joined
from contact_gateway.domain.procedure.words import Step, Unreviewed
from tests.unit.policies.reading import QUAY, faults_of, line_holding, policy_of, told_of_quay

OWN = "[letter_texts.en]\n"
LATE_SIGNED = 'exceptional_grade = "owner"\n'

UNWORKABLE = [
    # what stands there, what somebody writes instead, the key named, part of what is said
    (LATE_SIGNED, "", "review.exceptional", "Allowed: exceptional_grade = ... beside it, or neither"),
    ('letter_within = "3 days"', 'letter_within = "8 days"', "interim.letter_within", "at most 1 week"),
    ('letter_within = "3 days"', 'letter_within = "6 working days"', "interim.letter_within", "5 working days"),
    ('"12 weeks"', '"13 weeks"', "review.usual_by_grounds.threat", "from 10 days to 90 days"),
    ('"12 weeks"', '"1 week"', "review.usual_by_grounds.threat", "no time that a review may be set ahead"),
    ("threat = {", "violence = {", "review.usual_by_grounds.violence", "Allowed: abuse, threat"),
    ('length = "16 weeks"', 'length = "5 months"', "stages[2].length", "at most 4 months"),
    ('length = "6 weeks"\n', "", "stages[1].letter", "length = ... beside it"),
    ('length = "1 month"', 'relapse_within = "1 month"', "stages[0].relapse_within", "no key here"),
    ('follows = "limits"', 'follows = "limits"\nkinds = ["no_contact"]', "kinds.warning_flag", "No stage allows"),
    ('grounds = ["abuse", "threat"]', 'grounds = ["threat"]', "before[0].skipped_by", "or leave out the rung"),
    ('skipped_by = ["threat"]', 'skipped_by = ["abuse", "threat"]', "before[0].skipped_by", "some of them"),
    ('together = ["housing", "law"]', 'together = ["proposer", "law"]', "authority.rules[1].together", "a role or a"),
    ('together = ["housing", "law"]', 'together = ["law", "law"]', "authority.rules[1].together", "each role once"),
    ("[2026-06-10, 2026-09-09]", "[2026-06-10, 2026-06-10]", "review.meeting_dates", "2026-06-10 stands here twice"),
    ('unreviewed = "lapses"', 'unreviewed = "stays"', "review.hard_stop", "so that nothing stops it"),
    ('usual = "6 weeks"', 'usual = "6 weeks"\nusual_months = 2', "review.usual_months", "review.usual and review"),
    ("[scope]", OWN + "appeal = 'You cannot appeal.'\n[scope]", "letter_texts.en.appeal", "{appeal_by} is missing"),
    ("[scope]", OWN + "dates = 'We will tell you.'\n[scope]", "letter_texts.en.dates", "a text with {starts}"),
    ('asks = ["hearings"]', 'asks = ["authoriser"]', "authority.rules[1].asks", "a role or a grade"),
    ('panel = { roles = ["board"]', 'panel = { roles = ["hearer"]', "authority.rules[0].panel", "'hearer' is whoever"),
    ('role = "board"', 'role = "reviewer"', "appeals[0].tiers[1].role", "'reviewer' is whoever"),
    ('"6 months"\nto = ["board"]', '"6 months"\nto = ["officer"]', "reports[0].to", "'officer' is whoever"),
    ('"QUA-17b" }\nto = ["board"]', '"QUA-17b" }\nto = ["consulted"]', "policy_review.to", "'consulted' is whoever"),
    ('"housing", "law"]\n\n', '"housing", "law", "mate"]\n\n', "authority.roles[3]", "once"),
    ('"housing", "law"]\n\n', '"housing", "law", "queue"]\n\n', "authority.roles[3]", "once"),
    ('"housing", "law"]\n\n', '"housing", "law", "law"]\n\n', "authority.roles[3]", "once"),
    ('channel_ban = { grade = "captain" }', 'channel_ban = { grade = "owner" }', "kinds.channel_ban.grade", "captain"),
    ("warning_flag = {}", 'warning_flag = { grade = "owner" }', "kinds.warning_flag.grade", "together = housing, law"),
    ("no_contact = {}", 'no_contact = { grade = "owner" }', "kinds.no_contact.grade", "panel = board"),
    ('on = "authorised"', 'on = "threat"', "duties[0].kinds", "'threat' has no kinds"),
    ('on = "authorised"', 'on = "warned"', "duties[0].grounds", "'warned' has no grounds"),
    ('on = "breach"', 'on = "incident"', "notices[0].to", "Nobody is 'proposer' yet"),
    ('"QUA-13"\ntiers = []', '"QUA-13"\ntiers = []\nwindow = "1 month"', "appeals[1].window", "or some tiers"),
    ('"QUA-13"\ntiers = []', '"QUA-13"\nkinds = ["no_contact"]', "appeals", "on warning_flag may be appealed"),
    ("[letters.end.parts]\n", "[letters.end.parts]\nappeal = true\n", "letters.end.parts.appeal", "none could leave"),
    ("[letters.end.p", "[letters.warning.parts]\ndates = true\n[letters.end.p", "letters.warning.parts.dates", "leave"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "instead", "key", "said"), UNWORKABLE)
def test_what_nobody_could_carry_out_is_told_with_its_key_and_what_is_allowed(
    there: str, instead: str, key: str, said: str
) -> None:
    faults = told_of_quay(there, instead)
    assert key in faults
    assert said in faults[key]
    assert " Allowed: " in faults[key]


def test_a_rung_of_monitoring_needs_a_stage_in_which_somebody_is_monitored() -> None:
    watched = QUAY.replace('any_of = ["causes", "mediation"]', 'any_of = ["monitoring"]')
    assert policy_of(watched).casework.preconditions[0].steps == {Step.MONITORING}
    (fault,) = faults_of(watched.replace('step = "monitoring"', 'step = "warning"'))
    assert fault.key == "before[0].any_of"
    assert fault.line == line_holding(watched, 'any_of = ["monitoring"]')


@pytest.mark.parametrize("domain", ["gmail.com", "outlook.com", "btinternet.com"])
def test_a_domain_where_anybody_has_a_mailbox_is_no_open_sender(domain: str) -> None:
    (fault,) = faults_of(f'{QUAY}\n[open_senders]\n"@{domain}" = "solicitor"\n')
    assert fault.key == f'open_senders."@{domain}"'
    assert "Anybody can have a mailbox" in fault.what
    policy_of(f'{QUAY}\n[open_senders]\n"counsel@{domain}" = "solicitor"\n')


def test_nothing_is_twice_where_only_the_default_names_a_hard_stop() -> None:
    stays = QUAY.replace('unreviewed = "lapses"', 'unreviewed = "stays"')
    read = policy_of(stays.replace('hard_stop = "5 months"\n', ""))
    assert read.casework.reviews.at_date is Unreviewed.STAYS


def test_two_reports_have_two_names() -> None:
    row = '\n[[reports]]\nname = "half_yearly"\nevery = "1 month"\nto = ["owner"]\nholds = ["reviews"]\n'
    (fault,) = faults_of(QUAY + row)
    assert fault.key == "reports[1].name"


def test_what_was_stored_before_it_was_asked_is_read_as_it_was() -> None:
    faulty = QUAY.replace(LATE_SIGNED, "")
    assert faults_of(faulty)
    assert policy_of(joined(faulty)).casework.reviews.exceptional_grade == ""
