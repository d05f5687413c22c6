"""Tokens of other systems, and the answers kept for them, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil

from contact_gateway.application.errors import InProgress, NotFound, Refused
from contact_gateway.application.records_of_api import ApiToken, KeptAnswer, RequestKey
from tests.fakes.memory import Memory

_CLAIM = timedelta(minutes=1)
_OVERDUE = timedelta(seconds=5)
_KEPT = timedelta(days=2)


class MemoryTokens:
    """The tokens port."""

    def __init__(self, memory: Memory) -> None:
        self._tokens = memory.tokens

    def add(self, token: ApiToken) -> None:
        named = [one for one in self._of(token.landlord) if one.name == token.name and one.revoked_at is None]
        if named:
            raise Refused("token_name_taken", f"A token named {token.name} is in use.")
        self._tokens[token.id] = token

    def find(self, token_id: str) -> ApiToken | None:
        return self._tokens.get(token_id)

    def of_landlord(self, landlord: str) -> Sequence[ApiToken]:
        return sorted(sorted(self._of(landlord), key=lambda one: one.id), key=lambda one: one.created_at, reverse=True)

    def used(self, landlord: str, token_id: str, on: date) -> None:
        token = self._tokens.get(token_id)
        if token and token.landlord == landlord:
            self._tokens[token_id] = replace(token, last_used_on=on)

    def revoke(self, landlord: str, token_id: str, at: datetime) -> None:
        token = self._tokens.get(token_id)
        if token is None or token.landlord != landlord:
            raise NotFound(f"There is no token {token_id}.")
        self._tokens[token_id] = replace(token, revoked_at=token.revoked_at or at)

    def _of(self, landlord: str) -> list[ApiToken]:
        return [token for token in self._tokens.values() if token.landlord == landlord]


class MemoryKeptAnswers:
    """The kept answers port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def claim(self, landlord: str, key: RequestKey, fingerprint: str) -> KeptAnswer | None:
        with self._memory.writing:
            answers, now = self._memory.of(landlord).answers, self._memory.clock.now()
            mark, since, answer = answers.get(key, ("", now, None))
            if key not in answers or (answer is None and mark == fingerprint and since < now - _CLAIM):
                answers[key] = (fingerprint, now, None)
                return None
        if mark != fingerprint:
            raise Refused("idempotency_key_reused", "This Idempotency-Key belongs to another request.")
        if answer is None:
            raise InProgress(1 if now - since < _OVERDUE else max(1, ceil((_CLAIM - (now - since)).total_seconds())))
        return answer

    def keep(self, landlord: str, key: RequestKey, answer: KeptAnswer) -> None:
        answers = self._memory.of(landlord).answers
        if key in answers:
            mark, since, _ = answers[key]
            answers[key] = (mark, since, answer)

    def let_go(self, landlord: str, key: RequestKey) -> None:
        answers = self._memory.of(landlord).answers
        if key in answers and answers[key][2] is None:
            del answers[key]

    def sweep(self, landlord: str) -> int:
        answers, now = self._memory.of(landlord).answers, self._memory.clock.now()
        old = [key for key, (_, since, _) in answers.items() if since < now - _KEPT]
        for key in old:
            del answers[key]
        return len(old)
