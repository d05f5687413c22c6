"""What people have to do: messages to listen to, customers to ask to stop, drafts to complete."""

from __future__ import annotations

from http import HTTPStatus

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_calls import Judgement, Task
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.shapes.calls import NewEvidence, TaskAnswer, TaskDone, TaskList, TaskQuery


def list_tasks(call: Call) -> Reply:
    """Answer what is not done yet."""
    tasks = call.services.calls.tasks.open(call.landlord, call.query_as(TaskQuery).limit)
    return Reply(body=TaskList(items=[_answer(task) for task in tasks]))


def done(call: Call) -> Reply:
    """Put on record who did it; who did it first stays."""
    said = call.body_as(TaskDone)
    found = said.judgement
    judgement = Judgement(finding=found.finding, reason=found.reason) if found else None
    done = call.services.calls.finish_task(call.landlord, call.ids["task_id"], said.officer, judgement)
    return Reply(body=_answer(done))


def note_new_evidence(call: Call) -> Reply:
    """Make it a task to decide whether something is new."""
    about = call.body_as(NewEvidence).restriction_id
    call.services.calls.note_new_evidence(call.landlord, call.ids["contact_id"], about)
    return Reply(body=None, status=HTTPStatus.NO_CONTENT)


def _answer(task: Task) -> TaskAnswer:
    return TaskAnswer(
        id=task.id,
        code=task.code,
        customer_id=task.customer_id or None,
        contact_id=task.contact_id or None,
        for_officer=task.for_officer or None,
        clause=task.clause or None,
        made_at=task.made_at,
        due_at=task.due_at,
        done_at=task.done_at,
        done_by=task.done_by or None,
        restriction_id=task.restriction_id or None,
        finding=task.finding,
    )


OPERATIONS = (
    Operation(
        method="POST",
        path="/contacts/<id:contact_id>/new-evidence",
        name="noteNewEvidence",
        summary="Somebody says that there is something new about a closed issue",
        scope=ApiScope.CONTACTS_WRITE,
        view=note_new_evidence,
        body=NewEvidence,
        answer=None,
        status=HTTPStatus.NO_CONTENT,
        refusals=("no_closed_issue",),
    ),
    Operation(
        method="GET",
        path="/tasks",
        name="listTasks",
        summary="What is to be done, the earliest due first",
        scope=ApiScope.CALLS_READ,
        view=list_tasks,
        query=TaskQuery,
        answer=TaskList,
    ),
    Operation(
        method="POST",
        path="/tasks/<id:task_id>/done",
        name="finishTask",
        summary="Put on record that something was done, and who did it",
        scope=ApiScope.CALLS_WRITE,
        view=done,
        body=TaskDone,
        answer=TaskAnswer,
        refusals=("unknown_officer", "judgement_missing", "judgement_not_asked"),
    ),
)
