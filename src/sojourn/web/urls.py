"""Addresses of the pages, area by area."""

from __future__ import annotations

from django.urls import include, path

from sojourn.web.frame import views as frame
from sojourn.web.newcase import views as newcase
from sojourn.web.people import views as people

app_name = "web"
urlpatterns = [
    path("cases/new/", newcase.new_case, name="new-case"),
    path("cases/<uuid:case_id>/", include("sojourn.web.cases.urls")),
    path("people/<uuid:person_id>/", people.show_person, name="show-person"),
    path("help/", frame.show_help, name="help"),
    path("accessibility/", frame.show_accessibility, name="accessibility"),
]
