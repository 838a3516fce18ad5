"""Root addresses."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("account/", include("sojourn.config.closed")),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

if find_spec("sojourn.api") and find_spec("sojourn.api.urls"):
    urlpatterns.append(path("", include("sojourn.api.urls")))
if find_spec("sojourn.web") and find_spec("sojourn.web.urls"):
    urlpatterns.append(path("", include("sojourn.web.urls")))
