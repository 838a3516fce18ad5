"""Addresses of the pages of evidence, below `evidence/`."""

from __future__ import annotations

from django.urls import path

from sojourn.web.evidence import countries, editions, gaps, indicators, register, requests, routes, texts, work

urlpatterns = [
    path("", countries.list_countries, name="countries"),
    path("gaps/", gaps.show_gaps, name="gaps"),
    path("gaps.<slug:ending>", gaps.gaps_file, name="gaps-file"),
    path("indicators/", indicators.list_indicators, name="indicators"),
    path("indicators/<slug:indicator>/", indicators.show_indicator, name="indicator"),
    path("routes/", routes.list_routes, name="routes"),
    path("routes/<slug:route>/", routes.show_route, name="route"),
    path("<slug:country>/", countries.show_profile, name="country-profile"),
    path("<slug:country>/profile.<slug:ending>", countries.profile_file, name="profile-file"),
    path("<slug:country>/work/", work.show_work, name="profile-work"),
    path("<slug:country>/texts/<str:section>/", texts.edit_text, name="profile-text"),
    path("<slug:country>/register/", register.show_register, name="gap-register"),
    path("<slug:country>/register.<slug:ending>", register.register_file, name="gap-register-file"),
    path("<slug:country>/requests/", requests.list_requests, name="data-requests"),
    path("<slug:country>/requests/<uuid:asked>/", requests.show_request, name="data-request"),
    path("<slug:country>/requests/<uuid:asked>/request.xlsx", requests.workbook, name="data-request-workbook"),
    path("<slug:country>/editions/", editions.list_editions, name="editions"),
    path("<slug:country>/editions/compare/", editions.compare_editions, name="compare-editions"),
]
