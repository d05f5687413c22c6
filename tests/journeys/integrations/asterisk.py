"""An Asterisk that runs one AGI script: it tells about the call, and keeps the variables that the script sets."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.integrations.house import AWAY, EMERGENCY_NUMBER, LINE, RECIPES, SAFE_NUMBER, SAM, House

FOLDER = RECIPES / "asterisk"
_SET = re.compile(r'SET VARIABLE (\w+) "([^"]*)"')
_GET = re.compile(r"GET VARIABLE (\w+(?:\(\w+\))?)")
_SPEECH = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"


@dataclass
class Asterisk:
    """A telephone exchange with the recipe's script; words become files with the words in them, in place of sound."""

    house: House
    folder: Path
    away: bool = False
    speech: str = _SPEECH
    hangs_up_meanwhile: bool = False
    variables: dict[str, str] = field(default_factory=dict)

    def agi(
        self, *said: str, call: str = "171.1", caller: str | None = SAM, more: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """Run the script with these arguments, and return the variables of the channel.

        `more` can be read and not set. Where the caller `hangs_up_meanwhile`, the script gets its signal.
        """
        script = subprocess.Popen(
            [sys.executable, FOLDER / "contact_gateway.py", *said],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"CONTACT_GATEWAY_CONF": str(self._configuration()), "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
            bufsize=1,
        )
        assert script.stdin
        assert script.stdout
        told = {"request": "contact_gateway.py", "uniqueid": call, "extension": LINE}
        told |= {} if caller is None else {"callerid": caller}
        script.stdin.writelines(f"agi_{name}: {value}\n" for name, value in told.items())
        script.stdin.write("\n")
        script.stdin.flush()
        for line in script.stdout:
            if self.hangs_up_meanwhile:
                script.send_signal(signal.SIGHUP)
            script.stdin.write(f"{self._obey(line.rstrip(), more or {})}\n")
            script.stdin.flush()
        script.stdin.close()
        script.stdout.close()
        assert script.wait(30) == 0
        return self.variables

    def words(self) -> str:
        """What the caller hears."""
        return Path(f"{self.variables['CG_PROMPT']}.wav").read_text()

    def _obey(self, line: str, more: Mapping[str, str]) -> str:
        if said := _SET.fullmatch(line):
            self.variables[said[1]] = said[2]
            return "200 result=1"
        asked = _GET.fullmatch(line)
        assert asked, f"Asterisk does not know {line}"
        held = {**self.variables, **more}.get(asked[1], "")
        return f"200 result=1 ({held})" if held else "200 result=0"

    def _configuration(self) -> Path:
        shown = json.loads((FOLDER / "contact_gateway.json").read_text())
        own = {
            "url": AWAY if self.away else self.house.url,
            "token": self.house.token,
            "safe_number": SAFE_NUMBER,
            "emergency_number": EMERGENCY_NUMBER,
            "sounds": str(self.folder),
            "speech": [sys.executable, "-c", self.speech, "{file}", "{text}"],
        }
        assert shown.keys() == own.keys()
        path = self.folder / "contact_gateway.json"
        path.write_text(json.dumps(own))
        return path
