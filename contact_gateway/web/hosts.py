"""Which names the pages answer to, so that a link, a cookie or a proxy never carries them to somebody else's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from http import HTTPStatus
from ipaddress import ip_address

from flask import Blueprint, Flask, Response, request

_PORT = re.compile(r":[0-9]*\Z")
_SENTENCE = "This name is not one of ours. PUBLIC_BASE_URL says what ours is; a proxy has to pass Host on unchanged.\n"


def answer_only_to(app: Flask, hosts: Collection[str], *, machines: Iterable[Blueprint]) -> None:
    """Refuse pages at every other name than `hosts`, the machine's own name for itself, and plain addresses.

    An address cannot be a stranger's name for us, and health is asked for there. Machines are answered whatever name
    they used: what they sign holds our configured address, and no call may be lost to a proxy that renames us.
    """
    ours = frozenset({"localhost", *hosts})
    exempt = frozenset(blueprint.name for blueprint in machines)

    @app.before_request
    def refuse_strange_names() -> Response | None:
        name = _PORT.sub("", request.headers.get("Host", "")).lower()
        if request.blueprint in exempt or name in ours or _is_address(name):
            return None
        return Response(_SENTENCE, status=HTTPStatus.MISDIRECTED_REQUEST, mimetype="text/plain")


def _is_address(name: str) -> bool:
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
