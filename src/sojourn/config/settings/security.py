"""Cookies, hosts, headers: strict, and usable on 127.0.0.1 without a certificate."""

import os
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from sojourn.config.home import KEY_FILE, kept_secret, old_secrets

DEBUG = os.environ.get("SOJOURN_DEBUG") == "yes"
SECRET_KEY = os.environ.get("SOJOURN_SECRET_KEY") or kept_secret(KEY_FILE)
# Earlier keys, and those that came with restored backups: sessions and second factors kept under them are still read.
SECRET_KEY_FALLBACKS = [*os.environ.get("SOJOURN_OLD_SECRET_KEYS", "").split(), *old_secrets()]

# The address that people type, e.g. https://sojourn.example.org; without it only this machine is served.
_address = urlsplit(os.environ.get("SOJOURN_ADDRESS", ""))
_https = _address.scheme == "https"

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([_address.hostname] if _address.hostname else [])]
CSRF_TRUSTED_ORIGINS = [f"{_address.scheme}://{_address.netloc}"] if _address.hostname else []

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 9 * 3600  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

SECURE_SSL_REDIRECT = _https
# Only a proxy in front, named by the operator, may say that the outer connection was encrypted.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("SOJOURN_BEHIND_PROXY") == "yes" else None
)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"user_attributes": ("email", "name")}  # type: ignore[assignment]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
