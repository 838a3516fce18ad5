"""The applications and what a request passes on its way in."""

from importlib.util import find_spec

# The pages stand first, so that their templates are found before those of allauth.
_ROOMS = ("web", "accounts", "audit", "protection", "profiles", "subjects", "cases", "exchange", "reporting", "tracing")

INSTALLED_APPS = [
    *(f"sojourn.{room}" for room in _ROOMS if find_spec(f"sojourn.{room}") and find_spec(f"sojourn.{room}.apps")),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.humanize",  # the list of one's own sessions says "two hours ago"
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sojourn.web.frame.middleware.ViewerMiddleware",
    "sojourn.accounts.second_factor.SecondFactorFirst",
]

AUTH_USER_MODEL = "accounts.User" if "sojourn.accounts" in INSTALLED_APPS else "auth.User"
ROOT_URLCONF = "sojourn.config.urls"
WSGI_APPLICATION = "sojourn.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "sojourn.web.frame.surroundings.house",
            ],
        },
    }
]
