"""What is logged: what happened and where, never what was in it."""

import os

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "sojourn.config.quiet_log.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SOJOURN_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Its records carry whole statements with their values.
        "django.db.backends": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "sojourn": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
