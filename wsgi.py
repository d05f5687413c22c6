"""The web application for a WSGI server: `granian --interface wsgi wsgi:app`."""

import os

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.bootstrap import build_app, open_installation
from contact_gateway.settings import Settings

settings = Settings.from_environ(os.environ)
database_url = settings.database_url or EmbeddedPostgres(settings.data_dir).url()
app = build_app(open_installation(settings, database_url).services, settings)
