"""Static files, attachments and the limits on what may be sent in."""

from sojourn.config.home import evidence_folder, home

STATIC_URL = "/static/"
# Served from where they lie, so that nothing has to be collected before the first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Outside every folder that a web server shows; read only through a view that asks who is looking.
ATTACHMENTS = home() / "attachments"
MEDIA_ROOT = ""
# Where statistics are kept, with their vintages.
EVIDENCE = evidence_folder()

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "config_cache"}}

# Messages are kept as files for the operator to look at until a mail server is named.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = home() / "outbox"
