"""Whether the address in From is proven: by a signature of its own domain, or by a server that its domain names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_DOMAIN = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_DKIM_RESULT = re.compile(r"@([^\s:,{}]+)\s*:\s*([a-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the receiving server found: DKIM's result by signing domain, SPF's for the envelope's sender."""

    dkim: Mapping[str, str]
    spf: str
    envelope_sender: str

    def proves(self, address: str) -> bool:
        """Whether the address belongs to the domain that was proven.

        That domain must be the address's own or one above it; a proof for anybody else's says nothing about this one.
        """
        domain = address.rpartition("@")[2].lower()
        signed = any(result == "pass" and _speaks_for(signer, domain) for signer, result in self.dkim.items())
        handed_in = self.envelope_sender.rpartition("@")[2].lower()
        return signed or (self.spf == "pass" and _speaks_for(handed_in, domain))


def dkim_results(field: str, signed_by: Iterable[str]) -> dict[str, str]:
    """Read SendGrid's field, such as `{@example.org : pass}`.

    The field repeats the signing domains as the mail names them, so that one which is none, `x : pass, @y` for one,
    could write results of its own into it: where the mail names such a domain, the whole field proves nothing. A domain
    that signed twice needs one signature that holds.
    """
    if any(not _DOMAIN.fullmatch(signer) for signer in signed_by):
        return {}
    results: dict[str, str] = {}
    for signer, result in _DKIM_RESULT.findall(field.lower()):
        if results.get(signer) != "pass":
            results[signer] = result
    return results


def _speaks_for(proven: str, domain: str) -> bool:
    return _DOMAIN.fullmatch(proven) is not None and (domain == proven or domain.endswith(f".{proven}"))
