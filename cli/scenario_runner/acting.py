"""Plays acts of casework through the use cases, and lets the scheduled jobs run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import get_args

from cli.scenario_runner.acting_in_case import IN_CASE, Doing
from cli.scenario_runner.acting_on_restriction import ON_RESTRICTION
from cli.scenario_runner.expectations_of_acts import Acted
from cli.scenario_runner.mailroom import emptied, told_by
from cli.scenario_runner.model import Act, ActPlayed, Scenario
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.records_of_casework import RECORDED
from contact_gateway.application.services import Services
from contact_gateway.domain.casework.acts import RestrictionAct
from contact_gateway.domain.casework.bare_decisions import bare_cases
from contact_gateway.domain.casework.binding import binds_from, in_force_on
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import shown
from contact_gateway.domain.standing import Role
from scheduler.jobs import JOBS

LEAVE_THE_HOUSE = frozenset({"relay_outbox", "give_notices", "fetch_recordings", "sweep_calls"})
"""Jobs that send something, fetch it or ask the provider: in a rehearsal nobody is called and nothing is sent."""

REVIEW = "review"
"""The task that a review puts before the manager when it comes up."""

_MOST_TASKS = 10_000
_DOINGS = {**IN_CASE, **ON_RESTRICTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseworker:
    """Plays the acts of one scenario."""

    scenario: Scenario
    services: Services

    def play(self, act: ActPlayed, at: datetime) -> Acted:
        """Carry an act out at this instant, and return what came of it; a refusal is an answer too."""
        if act.act is Act.TICK:
            return self._tick(act, at)
        doing: Doing = _DOINGS[act.act]
        try:
            answer = doing(self.services.casework, self.scenario.landlord, act, at)
        except Refused as refusal:
            return Acted(refused=refusal.code, sentence=str(refusal), appeal_due=self._clock_that_runs(act))
        except NotFound as fault:
            return Acted(refused="not_found", sentence=str(fault))
        return Acted.by(answer, *self._by_name(answer.notified))

    def _tick(self, act: ActPlayed, at: datetime) -> Acted:
        """Let every job run once that changes something here; with a `ref`, say how that restriction stands then."""
        landlord = self.scenario.landlord
        before, seen = self._open_tasks(), self._reviews()
        emptied(self.services, landlord)
        services = _played_to_the_end(self.services)
        for planned in JOBS:
            if planned.job.name not in LEAVE_THE_HOUSE:
                planned.job.work(services, landlord)
        given = [task for task_id, task in self._open_tasks().items() if task_id not in before]
        tasks = [*(task.code for task in given), *([REVIEW] * len(self._reviews() - seen))]
        told = told_by(emptied(self.services, landlord), given, self.scenario)
        came = Acted(state=RECORDED, tasks=tuple(tasks), notified=told)
        if not act.ref:
            return came
        try:
            return self._standing(act.ref, at, came)
        except NotFound as fault:
            return Acted(refused="not_found", sentence=str(fault))

    def _standing(self, restriction_id: str, at: datetime, came: Acted) -> Acted:
        history = self._history(restriction_id)
        under = self.services.policies.version(self.scenario.landlord, history.proposed.policy_version)
        rules, clocks = under.casework, under.clocks
        dated = binds_from(history, rules, clocks) is not None
        return replace(
            came,
            state=str(shown(history, at, rules, clocks)),
            review_due=history.review_on,
            appeal_due=history.open_appeal.due_on if history.open_appeal else None,
            in_force_from=in_force_on(history, rules, clocks) if dated else None,
        )

    def _history(self, restriction_id: str) -> History:
        filed = self.services.casework.files.history(self.scenario.landlord, restriction_id)
        return History(tuple(one.act for one in filed if isinstance(one.act, get_args(RestrictionAct))))

    def _clock_that_runs(self, act: ActPlayed) -> date | None:
        """Return by when an appeal is answered that was received although its hearing was refused."""
        if act.act is not Act.APPEAL:
            return None
        if act.on:
            filed = self.services.casework.files.acts(self.scenario.landlord, act.on)
            about = next(one for one in bare_cases(one.act for one in filed) if one.decision.id == act.ref)
            return about.open_appeal.due_on if about.open_appeal else None
        appeal = self._history(act.ref).open_appeal
        return appeal.due_on if appeal else None

    def _by_name(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        """Return the officers of the file who hold one of these roles, or have the grade."""
        officers = (person for person in self.scenario.people if person.role is Role.OFFICER)
        return tuple(one.id for one in officers if {one.grade, *one.roles} & set(roles))

    def _open_tasks(self) -> dict[str, Task]:
        open_tasks = self.services.calls.tasks.open(self.scenario.landlord, _MOST_TASKS)
        return {task.id: task for task in open_tasks}

    def _reviews(self) -> set[tuple[str, date]]:
        due = self.services.restrictions.reviews_due(self.scenario.landlord)
        return {(review.restriction.id, review.due_on) for review in due}


def _played_to_the_end(services: Services) -> Services:
    """Return the use cases where a contact is over before the next event begins: nothing is waited for."""
    jobs = services.casework.jobs
    at_once = replace(jobs.tell_breaches, settled_after=-timedelta.resolution)
    return replace(services, casework=replace(services.casework, jobs=replace(jobs, tell_breaches=at_once)))
