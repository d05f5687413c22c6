"""The `curl` command of FreeSWITCH, as mod_curl reads its line."""

from __future__ import annotations

import json
import shlex
from urllib.parse import unquote

import httpx

_WITH_VALUE = frozenset({"content-type", "connect-timeout", "timeout"})


def curl(line: str) -> str:
    """Send what the line says, and answer as the option `json` makes mod_curl answer."""
    url, *words = shlex.split(line)
    headers: dict[str, str] = {}
    body, posted = "", False
    rest = iter(words)
    for word in rest:
        if word in _WITH_VALUE:
            value = next(rest)
            headers |= {"Content-Type": value} if word == "content-type" else {}
        elif word == "append_header":
            name, _, value = next(rest).partition(":")
            headers[name] = value
        elif word == "post":
            body, posted = unquote(next(rest, "")), True
        else:
            assert word == "json", f"mod_curl does not know {word}"
    assert posted
    try:
        answer = httpx.post(url, headers=headers, content=body, timeout=10)
    except httpx.HTTPError:
        return json.dumps({"status_code": 0, "headers": []})
    return json.dumps({"status_code": answer.status_code, "headers": [], "body": answer.text})
