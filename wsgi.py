"""The web application for a WSGI server: `granian --interface wsgi wsgi:app`."""

import os

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.bootstrap import build_app, open_gateway
from contact_gateway.settings import Settings

settings = Settings.from_environ(os.environ)
database_url = settings.database_url or EmbeddedPostgres(settings.data_dir).url()
direct_url, redis_url = settings.database_direct_url or database_url, settings.redis_url or ""
app = build_app(open_gateway(database_url, direct_url=direct_url, redis_url=redis_url).services, settings)
