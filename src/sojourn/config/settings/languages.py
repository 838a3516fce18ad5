"""Languages of the pages, and time: instants are UTC everywhere, an office shows its own zone."""

from pathlib import Path

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("fr", "Français")]
LOCALE_PATHS = [Path(__file__).resolve().parents[2] / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
