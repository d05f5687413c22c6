"""Reading packs in tests, with the real bank holidays."""

from pathlib import Path

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.policy_files.faults import Fault, PackFaults
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.domain.policy import Policy

HARBOUR = Path(__file__).with_name("harbour.toml").read_text(encoding="utf-8")
QUAY = Path(__file__).with_name("quay.toml").read_text(encoding="utf-8")
SHIPPED = shipped_packs()


def policy_of(text: str) -> Policy:
    return read_pack(text, landlord="harbour", version=3, bank_holidays=bank_holidays, file_name="harbour.toml")


def shipped(slug: str, more: str = "") -> Policy:
    """Return a landlord's pack, with more tables behind it where some are given."""
    text, name = SHIPPED[slug] + more, f"{slug}.toml"
    return read_pack(text, landlord=slug, version=1, bank_holidays=bank_holidays, file_name=name)


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(PackFaults) as found:
        policy_of(text)
    return found.value.faults


def told_of_quay(there: str, instead: str) -> dict[str, str]:
    """Return what is told, key by key, of a pack in which one place is written otherwise."""
    assert QUAY.count(there) == 1
    return {fault.key: str(fault) for fault in faults_of(QUAY.replace(there, instead))}


def line_holding(text: str, part: str) -> int:
    """Return the line, from 1, of the only place where this part stands."""
    assert text.count(part) == 1
    return text[: text.index(part)].count("\n") + 1
