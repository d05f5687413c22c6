"""The names of the kinds of restriction, and the words that their terms choose from."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The words of DESIGN section 5."""

    SINGLE_POINT_OF_CONTACT = "single_point_of_contact"
    PERMITTED_TIMES = "permitted_times"
    CONTACT_CAP = "contact_cap"
    TIME_CAP = "time_cap"
    CHANNEL_BAN = "channel_ban"
    ONLY_CHANNELS = "only_channels"
    SINGLE_FORM = "single_form"
    VOICEMAIL_ONLY = "voicemail_only"
    BY_APPOINTMENT = "by_appointment"
    REPRESENTATIVE_ONLY = "representative_only"
    NO_FURTHER_CONSIDERATION = "no_further_consideration"
    ISSUE_CAP = "issue_cap"
    CONSOLIDATED_REPLY = "consolidated_reply"
    PERSONAL_CONTACT_BAN = "personal_contact_ban"
    PREMISES_BAN = "premises_ban"
    NO_CONTACT = "no_contact"
    ESSENTIAL_REPAIRS_ONLY = "essential_repairs_only"
    SERVICE_LIMIT = "service_limit"
    HANDLING_BUDGET = "handling_budget"
    ACCOMPANIED_ONLY = "accompanied_only"
    RESPONSE_TIMES_VARIED = "response_times_varied"
    WARNING_FLAG = "warning_flag"
    BEHAVIOUR_AGREEMENT = "behaviour_agreement"
    COURT_ORDER = "court_order"
    SOCIAL_MEDIA_ACTION = "social_media_action"
    OTHER = "other"


class Form(StrEnum):
    """The one form that `single_form` leaves; which channels each word means is the policy's (TUN-8.3b, DER-10.1c)."""

    WRITING = "writing"
    EMAIL = "email"
    TELEPHONE = "telephone"


class Ends(StrEnum):
    """Who ends a conversation whose time is used up."""

    BY_ITSELF = "by_itself"
    BY_AGENT = "by_agent"
