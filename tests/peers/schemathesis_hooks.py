"""What the tool is taught about requests: an Idempotency-Key belongs to one of them."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import schemathesis

_FIT = re.compile(r"[!-~]{1,200}")
_KEYS = count(1)


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """Give each request that is meant to be good a key of its own; the tool would send one key with many bodies.

    What is meant to be bad goes as it is: a changed case would be taken for a good one.
    """
    sent: Any = case.headers.get("Idempotency-Key") if case.headers else None
    is_bad = case.meta is not None and case.meta.generation.mode.is_negative
    if isinstance(sent, str) and _FIT.fullmatch(sent) and not is_bad:
        case.headers["Idempotency-Key"] = f"peer-{next(_KEYS)}"
