"""What policies name of an incident beside its ground: who did it, of which sort it was, what a site did about it."""

from __future__ import annotations

from enum import StrEnum


class Actor(StrEnum):
    """Who did it; whoever is no customer counts too (MAG-02, MAG-03)."""

    CUSTOMER = "customer"
    HOUSEHOLD = "household"
    VISITOR = "visitor"
    REPRESENTATIVE = "representative"
    NO_CUSTOMER = "no_customer"


class Sort(StrEnum):
    """Of which sort it was. One incident may be of several."""

    # how it was done (DER-4.1..4.3)
    SPOKEN = "spoken"
    WRITTEN = "written"
    PHYSICAL = "physical"
    SHOUTING = "shouting"
    SWEARING = "swearing"
    # what was said (DER-4.4, MAG-08)
    OFFENSIVE = "offensive"
    DEROGATORY = "derogatory"
    PATRONISING = "patronising"
    DISCRIMINATORY = "discriminatory"
    UNPROVEN_ALLEGATION = "unproven_allegation"
    SEXUALISED = "sexualised"
    BULLYING = "bullying"
    # what was demanded (DER-5.1, MAG-09, TUN-4.4)
    IMPOSSIBLE_TIMES = "impossible_times"
    ONE_PERSON_ONLY = "one_person_only"
    REFUSES_A_PERSON = "refuses_a_person"
    MATTER_IN_HAND = "matter_in_hand"
    REFUSES_A_DECISION = "refuses_a_decision"
    NOTHING_NEW = "nothing_new"
    CHANGES_THE_MATTER = "changes_the_matter"
    NOT_OUR_MATTER = "not_our_matter"
    MORE_THAN_THE_STANDARD = "more_than_the_standard"
    TOO_MUCH_ASKED = "too_much_asked"
    TOO_MUCH_SENT = "too_much_sent"
    # how much of it there was (DER-6.2)
    LONG_CALLS = "long_calls"
    SENT_AGAIN = "sent_again"
    COPYING_IN = "copying_in"
    # harassment: recording alone is none, publishing or sharing makes it so (DER-7.1..7.2)
    CALL_RECORDED_AND_PUBLISHED = "call_recorded_and_published"
    FILMED_AND_SHARED = "filmed_and_shared"
    AT_PRIVATE_CONTACT_POINTS = "at_private_contact_points"
    PRIVATE_INFORMATION_PUBLISHED = "private_information_published"
    # new kinds of interaction (DER-11.1..11.2)
    REACTION = "reaction"
    TAG = "tag"
    HASHTAG = "hashtag"
    PUBLIC_REVIEW = "public_review"
    COMMENT = "comment"
    MADE_BY_A_MACHINE = "made_by_a_machine"


class SiteTool(StrEnum):
    """A tool of a site's own that was used (DER-11.5)."""

    HIDDEN_WORDS = "hidden_words"
    PROFANITY_FILTER = "profanity_filter"
    COMMENTS_LIMITED = "comments_limited"
    COMMENTS_OFF = "comments_off"
