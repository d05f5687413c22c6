"""Cases played through the API: proposals, signatures, letters and appeals, as other systems send them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import CaseworkRules
from tests.builders import new_officer, policy
from tests.fakes.casework_services import memory_casework
from tests.fakes.policies import MemoryPolicies
from tests.unit.application.casework.room import LETTERS, OFFICERS
from tests.unit.domain.casework.cases import CLOCKS, LADDER, RULES, local
from tests.unit.web.api.api_app import Api
from tests.unit.web.desk.desk_app import LANDLORD

ANSWERS = {
    "what_happened": "90 e-mails since the warning",
    "evidence": "140 e-mails in March",
    "impact": "a day a week",
    "severity": "high",
    "frequency": "daily",
    "adjustments_considered": "none asked for",
    "vulnerability": "asked, none known",
}
WARNING = {
    "officer": "mo",
    "form": "written",
    "why": "140 e-mails",
    "must_change": "one a week",
    "if_continues": "we may stop taking e-mail",
}


def ban(**said: object) -> dict[str, Any]:
    """What Mo proposes for Sam: no e-mail for half a year."""
    usual: dict[str, object] = {
        "customer_id": "sam",
        "kind": "channel_ban",
        "channels": ["email"],
        "officer": "mo",
        "grounds": "excessive_contact",
        "informing_officer": "sue",
    }
    return {**usual, **ANSWERS, **said}


class CaseApi(Api):
    """The API of a landlord like Octavia; Mo is an officer, Sue a service manager, Ann her senior, Dee the director."""

    def __init__(self, rules: CaseworkRules = RULES) -> None:
        super().__init__()
        self._tokens = count(1)
        self.rules = replace(rules, letters=LETTERS)
        policies = MemoryPolicies(self.memory, self._read)
        self.services = replace(self.services, casework=memory_casework(self.memory, policies), policies=policies)
        for officer_id, grade in OFFICERS.items():
            self.services.people.add(
                LANDLORD, new_officer(id=officer_id, name=officer_id.title(), grade=grade, contact_points=())
            )
        self.memory.of(LANDLORD).addresses["sam"] = "1 Example Street\nExampleton"
        self.open()
        self.at("2026-04-01T10:00")

    def _read(self, landlord: str, version: int, name: str, _: str) -> Policy:
        read: Callable[..., Policy] = policy
        return read(landlord=landlord, version=version, name=name, grades=LADDER, casework=self.rules, clocks=CLOCKS)

    def at(self, text: str) -> CaseApi:
        """Let it be this London time, with a token that is good then."""
        self.clock.stand_at(local(text))
        self.token = self.make_token(name=f"crm-{next(self._tokens)}")
        return self

    def does(self, path: str, body: object, **headers: str) -> dict[str, Any]:
        """Do something that is not refused."""
        answer = self.post(path, body, **headers)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def warn(self) -> dict[str, Any]:
        return self.does("/customers/sam/warnings", WARNING)

    def draft(self, **said: object) -> str:
        """The id of what was proposed on 20 April, after a warning."""
        self.at("2026-04-01T11:00").warn()
        return str(self.at("2026-04-20T10:00").does("/proposals", ban(**said))["restriction_id"])

    def seen(self, restriction_id: str) -> dict[str, str]:
        """The header of somebody who knows how it stands."""
        return {"If-Match": self.get(f"/restrictions/{restriction_id}/case").headers["ETag"]}

    def signed(self) -> str:
        made = self.draft()
        self.does(f"/restrictions/{made}/consultations", {"officer": "sue", "asked": ["repairs"], "replies": "agreed"})
        self.does(f"/restrictions/{made}/signatures", {"officer": "sue"}, **self.seen(made))
        return made

    def told(self) -> str:
        """The id of what was posted that day: in force from 22 April, to be reviewed on 20 October."""
        made = self.signed()
        self.at("2026-04-20T14:00").does(f"/restrictions/{made}/letters", {"officer": "sue"})
        return made

    def life(self, restriction_id: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.get(f"/restrictions/{restriction_id}/case").get_json()
        return found
