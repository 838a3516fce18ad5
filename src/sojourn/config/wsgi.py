"""The entry for a WSGI server."""

from django.core.wsgi import get_wsgi_application

from sojourn.config.start import start_django

start_django()
application = get_wsgi_application()
