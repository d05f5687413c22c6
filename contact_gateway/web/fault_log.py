"""Faults of our own in the log: what and where, never the words, which may repeat what a person sent."""

from __future__ import annotations

from types import TracebackType

from flask import Flask

from contact_gateway.application.errors import told_for_the_log


class DiscreetFlask(Flask):
    """Flask, whose log of an unforeseen fault would otherwise hold the address that was asked and the fault's words."""

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        """Log a fault that no view foresaw."""
        if exc_info[1]:
            self.logger.error("A request failed: %s", told_for_the_log(exc_info[1]))
