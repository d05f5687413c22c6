"""A wrong value about casework is told with its line, its key and what is allowed."""

from __future__ import annotations

import pytest

from tests.unit.policies.reading import QUAY, faults_of, line_holding, told_of_quay

LETTERS = "[letter_texts.en]\n"

FAULTS = [
    # what stands there, what somebody writes instead, the key named, part of what is said
    ("quorum = 3", "quorum = 0", "authority.rules[0].panel.quorum", "1 to 20"),
    (", quorum = 3", "", "authority.rules[0].panel.quorum", "quorum = ..."),
    ('roles = ["board"], quorum', 'roles = ["bored"], quorum', "authority.rules[0].panel", "'bored' is no role"),
    ('together = ["housing", "law"]', 'together = ["housing"]', "authority.rules[1].together", "at least 2"),
    ('together = ["housing", "law"]', 'together = ["housing", "lore"]', "authority.rules[1].together", "no role"),
    ('"captain"\nconsults', '"bosun"\nconsults', "authority.rules[2].grade", "mate, captain, owner"),
    ("consults = true", 'together = ["law", "housing"]', "authority.rules[2]", "by grade and by together"),
    ('["warning_flag"]\ntogether', '["no_contact"]\ntogether', "authority.rules[1]", "for no_contact already"),
    ('kinds = ["warning_flag"]\ntogether', "together", "authority.rules[2]", "every other kind already"),
    ('["warning_flag"]\ntogether', '["issue_cap"]\ntogether', "authority.rules[1].kinds", "no kind of this pack"),
    ('step = "arrangement"', 'step = "chat"', "stages[0].step", "warning, monitoring"),
    ('name = "watch"', 'name = "talk"', "stages[1].name", "each name once"),
    ('follows = "limits"', 'follows = "last"', "stages[3].follows", "talk, watch, limits"),
    ('length = "1 month"', 'kinds = ["contact_cap"]', "stages[0].kinds", "either step or kinds"),
    ('length = "16 weeks"', 'length = "20 fortnights"', "stages[2].length", "such as 20 working days"),
    ('length = "16 weeks"', 'length = "1 weeks"', "stages[2].length", "not a length of time"),
    ('length = "16 weeks"', 'length = "0 weeks"', "stages[2].length", "from 1 to 999"),
    ('letter = "decision"', 'letter = "note"', "stages[2].letter", "warning, decision"),
    ('letter = "decision"', 'letter = "end"', "stages[2].letter", "Allowed: warning, decision"),
    ('letter = "warning"', 'letter = "decision"', "stages[1].letter", "Allowed: warning"),
    ('step = "arrangement"', 'step = "arrangement"\nletter = "warning"', "stages[0].letter", "no key here"),
    ('any_of = ["causes", "mediation"]', "any_of = []", "before[0].any_of", "empty"),
    ('any_of = ["causes", "mediation"]', 'any_of = ["tea"]', "before[0].any_of[0]", "incident, attempt"),
    ('any_of = ["causes", "mediation"]\n', "", "before[0].any_of", "any_of = ..."),
    ('grounds = ["abuse", "threat"]', 'grounds = ["abuse", "violence"]', "before[0].grounds", "no ground of this pack"),
    ('skipped_by = ["threat"]', 'skipped_by = ["violence"]', "before[0].skipped_by", "abuse, threat"),
    ("when_immediate = false", 'when_immediate = "no"', "before[0].when_immediate", "true or false"),
    ("impact = { value = true", "impact = { value = false", "questions.impact", "always asked"),
    ("impact = { value = true", "impct = { value = true", "questions.impct", "not a word for this"),
    ('lasts = "1 working day"', "lasts = 1", "interim.lasts", "not a length of time"),
    ('grade = "captain"\nletter_within', 'grade = "bosun"\nletter_within', "interim.grade", "not a grade"),
    ('usual = "6 weeks"', 'usual = "6 months"', "review.usual", "do not grow: 10 days, 6 months, 90 days, 4 months"),
    ('exceptional = "4 months"\n', "", "review.exceptional_grade", "Nothing is exceptional"),
    ('exceptional = "4 months"', 'exceptional = "61 months"', "review.exceptional", "at most 60 months"),
    ('hard_stop = "5 months"', 'hard_stop = "300 weeks"', "review.hard_stop", "too long for a review"),
    ('exceptional_grade = "owner"', 'exceptional_grade = "oaf"', "review.exceptional_grade", "not a grade"),
    ('reviewer_grade = "captain"', 'reviewer_grade = "oaf"', "review.reviewer_grade", "not a grade"),
    ('unreviewed = "lapses"', 'unreviewed = "ends"', "review.unreviewed", "stays, suspended, lapses"),
    ("levels = 2", "levels = 3", "review.levels", "1 to 2"),
    ("[2026-06-10, 2026-09-09]", '["the ninth"]', "review.meeting_dates[0]", "needs a date"),
    ("reminders = [21, 7]", "reminders = [0]", "review.reminders[0]", "1 to 365"),
    ('threat = { value = "12 weeks"', 'threat = { value = "soon"', "review.usual_by_grounds.threat", "not a length"),
    ('threat = { value = "12 weeks"', 'tread = { value = "12 weeks"', "review.usual_by_grounds.tread", "not a word"),
    ('window = "1 month"\n', "", "appeals[0].from_start", "a window beside it"),
    ('window = "1 month"', 'window = "1 month"\nasked_within = "2 weeks"', "appeals[0].asked_within", "either window"),
    ('meanwhile = "suspended"', 'meanwhile = "paused"', "appeals[0].meanwhile", "stays, suspended"),
    ('address = "hearings"', 'address = "the_pub"', "appeals[0].address", "not a destination"),
    ('role = "board"', 'role = "crew"', "appeals[0].tiers[1].role", "under authority.roles"),
    ('"captain"\n\n[[appeals.t', '"bosun"\n\n[[appeals.t', "appeals[0].tiers[0].grade", "not a grade"),
    ('clause = "QUA-13"', 'clause = "QUA-13"\nkinds = ["channel_ban"]', "appeals[1]", "for channel_ban already"),
    ("[letters.decision]", "[letters.decree]", "letters.decree", "not a word for this"),
    ('sent_by = ["post", "hand"]', 'sent_by = ["owl"]', "letters.decision.sent_by[0]", "post, email, hand"),
    ("policy_copy = true", "policy_copy = false", "letters.decision.parts.policy_copy", "true, or some of"),
    ("policy_copy = true", 'policy_copy = ["shouting"]', "letters.decision.parts.policy_copy", "true, or some of"),
    ("policy_copy = true", "poem = true", "letters.decision.parts.poem", "not a word for this"),
    ('on = "breach"', 'on = "broach"', "notices[0].on", "letter_issued, breach"),
    ('to = ["owner", "hearings", "proposer"]', 'to = ["nobody"]', "notices[0].to", "no role, grade or destination"),
    ('to = ["owner", "hearings", "proposer"]', "to = []", "notices[0].to", "at least 1"),
    ('task = "ring_the_harbour_master"', 'task = "Ring him!"', "duties[0].task", "not a name"),
    ('within = "2 days"\n', "", "duties[0].within", "within = ..."),
    ('to = "board"', 'to = "crew"', "duties[0].to", "no role, grade or destination"),
    ('every = "6 months"', 'every = "often"', "reports[0].every", "not a length of time"),
    ('every = "6 months"', 'every = "6 working days"', "reports[0].every", "days, weeks or months"),
    ('notes_to = "hearings"', 'notes_to = "voicemail"', "housing_system.notes_to", "queue, emergency_line"),
    ('value = "36 months"', 'value = "3 weeks"', "policy_review.every", "so many months"),
    ('holds = ["appeals", "breaches"]', 'holds = ["gossip"]', "reports[0].holds[0]", "restrictions, reviews"),
    ('words = "You can contact the Public', 'wrds = "You can contact the Public', "ombudsmen[1].words", "words = ..."),
    ("the Public Services Ombudsman at any time.", "it after our appeal.", "ombudsmen[1].words", "'at any time'"),
    ("[scope]", f"{LETTERS}ombudsman = 'Never go.'\n[scope]", "letter_texts.en.ombudsman", "'at any time'"),
    ("[scope]", f"{LETTERS}appeal = 'No ombudsman.'\n[scope]", "letter_texts.en.appeal", "'at any time'"),
    ('lasts = "1 working day"', 'lasts = "5 weeks"', "interim.lasts", "at most 1 month"),
    ('cases = "36 months"', 'audit = "11 months"', "retention.audit", "at least 12 months"),
    ("[2026-06-10, 2026-09-09]", "[]", "review.meeting_dates", "at least 1"),
    ('length = "16 weeks"', 'length = "9 days"', "stages[2].length", "at least 10 days, which is review.shortest"),
    ('post_until = "16:00"', 'post_until = "16:00"\nfrom_sending = true', "working_days.post_until", "either"),
    ('"moorings"', '"The Moorings"', "scope.out_of_scope[0]", "not a name"),
    ('cases = "36 months"', 'cakes = "36 months"', "retention.cakes", "cases, contacts"),
    ('post_until = "16:00"', 'post_until = "four"', "working_days.post_until", "such as 17:00"),
    ("without_closure_days = true", "without_closure_days = 1", "working_days.without_closure_days", "true or false"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "instead", "key", "said"), FAULTS)
def test_a_fault_in_a_table_about_casework_names_its_key_and_what_is_allowed(
    there: str, instead: str, key: str, said: str
) -> None:
    faults = told_of_quay(there, instead)
    assert key in faults
    assert said in faults[key]
    assert " Allowed: " in faults[key]


def test_the_line_of_a_fault_within_a_row_of_rows_is_the_one_to_look_at() -> None:
    broken = QUAY.replace('role = "board"', 'role = "crew"')
    (fault,) = faults_of(broken)
    assert fault.line == line_holding(broken, 'role = "crew"')
    assert str(fault).startswith(f"harbour.toml:{fault.line}: appeals[0].tiers[1].role: 'crew' is no role, grade or ")


def test_stages_that_restrict_nothing_are_no_policy() -> None:
    broken = QUAY.replace('label = "Last resort"', 'label = "Last resort"\nstep = "warning"')
    broken = broken.replace('kinds = ["contact_cap", "channel_ban"]\nlength', 'step = "warning"\nlength')
    broken = broken.replace('letter = "decision"\n', "", 1)
    assert [fault.key for fault in faults_of(broken)] == ["stages"]
