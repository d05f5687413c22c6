"""The web application for a WSGI server: `granian --interface wsgi wsgi:app`.

Where it cannot start, the process ends with a sentence that says what to mend, on standard error, and code 1.
"""

import os
import sys

from flask import Flask

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.adapters.database.engine import DatabaseFault
from contact_gateway.adapters.landlord_keys import LandlordKeysError
from contact_gateway.application.errors import GatewayError
from contact_gateway.bootstrap.gateway import open_installation
from contact_gateway.bootstrap.renewal import keep_renewing
from contact_gateway.bootstrap.web import build_app
from contact_gateway.settings import Settings, SettingsError


def _application() -> Flask:
    settings = Settings.from_environ(os.environ)
    database_url = settings.database_url or EmbeddedPostgres(settings.data_dir).url()
    gateway = open_installation(settings, database_url)
    served = build_app(gateway.services, settings, gateway.policy_copies.last)
    keep_renewing(gateway.services.policies)
    return served


try:
    app = _application()
except (SettingsError, LandlordKeysError, GatewayError, DatabaseFault) as fault:
    sys.exit(f"The contact gateway does not start: {fault}")
except OSError as fault:
    sys.exit(f"The contact gateway does not start: {fault.filename or 'a file'} cannot be used ({fault.strerror}).")
