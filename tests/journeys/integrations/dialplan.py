"""An Asterisk that plays the recipe's dialplan, as far as that goes: its contexts, jumps, subroutines, and ends.

A caller who hangs up ends the dialplan within the application that is being played; then the hangup handlers run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.journeys.integrations.asterisk import FOLDER, Asterisk

DIALPLAN = (FOLDER / "extensions.conf").read_text()
DIALLED = "+441632960200"
_LONGEST_WALK = 60
_LINE = re.compile(r"(?:exten => ([^,]+),1|same => n(?:\((\w+)\))?),(\w+)\((.*)\)$")
_INNERMOST = re.compile(r"\$\{([^${}]*)\}|\$\[([^$\[\]]*)\]")
_FUNCTION = re.compile(r"(\w+)\((.*)\)")

Place = tuple[str, str, int]


class CallerHungUp(Exception):
    """The dialplan ends here."""


@dataclass(frozen=True, slots=True)
class Line:
    """One priority of an extension."""

    label: str
    application: str
    said: str


@dataclass
class Exchange:
    """One call. `keys` are pressed at each question in turn; `answers` is what becomes of each leg that is dialled.

    `hangs_up` names the application during which the caller leaves; `message` says whether one was left by then.
    """

    asterisk: Asterisk
    keys: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    hangs_up: str = ""
    message: str = "SUCCESS"
    talked: int = 0
    played: list[str] = field(default_factory=list)
    shared: dict[str, str] = field(default_factory=dict)
    handlers: list[str] = field(default_factory=list)
    clock: int = 1_772_445_600

    def ring(self) -> Exchange:
        """Play the whole call, and whatever runs at its end."""
        self.asterisk.variables |= globals_of(DIALPLAN)
        try:
            self._walk(("contact-gateway", "_[+0-9].", 0))
        except CallerHungUp:
            self.played.append("hung up")
        for handler in reversed(self.handlers):
            self._gosub(handler)
        return self

    def _walk(self, place: Place) -> None:
        for _ in range(_LONGEST_WALK):
            context, extension, priority = place
            lines = CONTEXTS[context][extension]
            assert priority < len(lines), f"{place} leads nowhere"
            line = lines[priority]
            said = self._filled(line.said)
            if line.application in {"Return", "Hangup"}:
                return
            place = self._play(line.application, said, place) or (context, extension, priority + 1)
        raise AssertionError("The dialplan does not end.")

    def _play(self, application: str, said: str, place: Place) -> Place | None:
        self.played.append(application)
        if application == self.hangs_up and application not in {"Dial", "VoiceMail"}:
            raise CallerHungUp
        jumps: dict[str, Callable[[str, Place], Place | None]] = {"Goto": self._goto, "GotoIf": self._goto_if}
        if application in jumps:
            return jumps[application](said, place)
        plain: dict[str, Callable[[str], None]] = {
            "AGI": self._agi,
            "Answer": lambda _: None,
            "Dial": self._dial,
            "ExecIf": self._exec_if,
            "Gosub": self._gosub,
            "Playback": lambda _: None,
            "Read": self._read,
            "Set": self._set,
            "VoiceMail": self._voice_mail,
        }
        plain[application](said)
        return None

    def _agi(self, said: str) -> None:
        script, *arguments = said.split(",")
        assert script == "contact_gateway.py"
        self.asterisk.agi(*arguments, call="171.9", more={"EPOCH": str(self.clock), **self._readable()})

    def _dial(self, said: str) -> None:
        answer = self.answers.pop(0) if self.answers else "ANSWER"
        self.asterisk.variables["DIALSTATUS"] = answer
        if answer == "ANSWER":
            on_answer = re.search(r"U\((.*?)\)", said)
            assert on_answer
            subroutine, *arguments = on_answer[1].split("^")
            self._gosub(f"{subroutine},s,1({','.join(arguments)})")
            self.clock += self.talked
            raise CallerHungUp
        if self.hangs_up == "Dial":
            raise CallerHungUp

    def _voice_mail(self, said: str) -> None:
        self.asterisk.variables["VMSTATUS"] = self.message
        if self.hangs_up == "VoiceMail":
            raise CallerHungUp

    def _read(self, said: str) -> None:
        self.asterisk.variables[said.partition(",")[0]] = self.keys.pop(0) if self.keys else ""

    def _exec_if(self, said: str) -> None:
        condition, _, rest = said.partition("?")
        found = _FUNCTION.fullmatch(rest)
        if condition == "1" and found:
            self._play(found[1], found[2], ("", "", 0))

    def _set(self, said: str) -> None:
        name, _, value = said.partition("=")
        if name == "CHANNEL(hangup_handler_push)":
            self.handlers.append(value)
        elif shared := re.fullmatch(r"SHARED\((\w+),PJSIP/caller-1\)", name):
            self.shared[shared[1]] = value
        else:
            assert re.fullmatch(r"\w+", name), f"Asterisk cannot set {name}"
            self.asterisk.variables[name] = value

    def _gosub(self, said: str) -> None:
        where, _, arguments = said.partition("(")
        for number, argument in enumerate(arguments.removesuffix(")").split(","), start=1):
            self.asterisk.variables[f"ARG{number}"] = argument
        context, extension, _ = where.split(",")
        self._walk((context, extension, 0))

    def _goto(self, said: str, place: Place) -> Place:
        parts = said.split(",")
        if len(parts) == 1:
            labels = [line.label for line in CONTEXTS[place[0]][place[1]]]
            return (*place[:2], labels.index(parts[0]))
        context = parts[0] if len(parts) == 3 else place[0]
        return context, parts[-2], 0

    def _goto_if(self, said: str, place: Place) -> Place | None:
        condition, _, there = said.partition("?")
        return self._goto(there, place) if condition == "1" else None

    def _readable(self) -> dict[str, str]:
        return {f"SHARED({name})": value for name, value in self.shared.items()}

    def _filled(self, text: str) -> str:
        while found := _INNERMOST.search(text):
            value = self._value(found[1]) if found[1] is not None else evaluated(found[2])
            text = f"{text[: found.start()]}{value}{text[found.end() :]}"
        return text

    def _value(self, name: str) -> str:
        known = {"EPOCH": str(self.clock), "CHANNEL": "PJSIP/caller-1", "EXTEN": DIALLED}
        return known.get(name, self.asterisk.variables.get(name, ""))


def evaluated(expression: str) -> str:
    """The few expressions that the dialplan uses."""
    if compared := re.fullmatch(r'"(.*)" (!?=) "(.*)"', expression):
        return str(int((compared[1] == compared[3]) == (compared[2] == "=")))
    product = re.fullmatch(r"(\d+) \* (\d+)", expression)
    assert product, f"Asterisk cannot work out {expression}"
    return str(int(product[1]) * int(product[2]))


def _uncommented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if plain := line.partition(";")[0].strip():
            yield plain


def globals_of(text: str) -> dict[str, str]:
    """The section `globals`."""
    section = text.partition("[globals]")[2].partition("\n[")[0]
    return {name: value for name, _, value in (line.partition("=") for line in _uncommented(section))}


def contexts_of(text: str) -> dict[str, dict[str, list[Line]]]:
    """Every context with its extensions; a line that Asterisk would not read is an error."""
    contexts: dict[str, dict[str, list[Line]]] = {}
    context = extension = ""
    for line in _uncommented(text):
        if line.startswith("["):
            context = line.strip("[]")
            contexts[context] = {}
        elif context != "globals":
            read = _LINE.fullmatch(line)
            assert read, line
            extension = read[1] or extension
            contexts[context].setdefault(extension, []).append(Line(read[2] or "", read[3], read[4]))
    return contexts


CONTEXTS = contexts_of(DIALPLAN)
