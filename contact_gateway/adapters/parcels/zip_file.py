"""What is held on a person, as one ZIP: a page to read, the rows of each kind as JSON, and the files."""

from __future__ import annotations

import io
import json
import re
import zipfile

from contact_gateway.adapters.parcels.page import index_page
from contact_gateway.application.records_of_subject_access import Parcel

_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80


def parcel_as_zip(parcel: Parcel) -> bytes:
    """Return the ZIP; the same parcel gives the same bytes."""
    names = {id_: f"files/{number:03}-{_safe(name)}" for number, (id_, name, _) in enumerate(parcel.files, 1)}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        _put(zipped, parcel, "index.html", index_page(parcel, names).encode())
        for kind, rows in parcel.held.kinds.items():
            if rows:
                said = json.dumps(list(rows), indent=2, ensure_ascii=False, sort_keys=True)
                _put(zipped, parcel, f"data/{kind}.json", said.encode(errors="replace"))
        for id_, _, content in parcel.files:
            _put(zipped, parcel, names[id_], content)
    return written.getvalue()


def _put(zipped: zipfile.ZipFile, parcel: Parcel, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, parcel.made_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    zipped.writestr(entry, content)


def _safe(name: str) -> str:
    """Return a name that leads nowhere but into its folder, on any system."""
    return _PLAIN.sub("_", name).strip("._")[-_LONGEST_NAME:] or "file"
