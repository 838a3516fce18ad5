"""Addresses of the pages, area by area."""

from __future__ import annotations

from django.urls import include, path

from sojourn.web.board import views as board
from sojourn.web.duplicates import views as duplicates
from sojourn.web.frame import views as frame
from sojourn.web.listing import views as listing
from sojourn.web.measures import views as measures
from sojourn.web.newcase import views as newcase
from sojourn.web.people import views as people
from sojourn.web.work import views as work

app_name = "web"
urlpatterns = [
    path("", work.show_work, name="work"),
    path("referrals/<uuid:referral_id>/", work.answer, name="answer-referral"),
    path("search/", listing.search, name="search"),
    path("cases/", listing.list_cases, name="cases"),
    path("cases/new/", newcase.new_case, name="new-case"),
    path("cases/<uuid:case_id>/", include("sojourn.web.cases.urls")),
    path("cases/<uuid:case_id>/tracing/", include("sojourn.web.tracing.urls")),
    path("people/<uuid:person_id>/", people.show_person, name="show-person"),
    path("people/<uuid:person_id>/same/", duplicates.judge, name="same-person"),
    path("duplicates/", duplicates.list_pairs, name="duplicates"),
    path("duplicates/decided/", duplicates.list_decided, name="duplicates-decided"),
    path("board/", board.show_board, name="board"),
    path("measures/", measures.list_measures, name="measures"),
    path("measures/<slug:pack>/<slug:measure>/", measures.show_measure, name="measure"),
    path("measures/<slug:pack>/<slug:measure>/table.csv", measures.measure_csv, name="measure-csv"),
    path("reports/", include("sojourn.web.reports.urls")),
    path("evidence/", include("sojourn.web.evidence.urls")),
    path("help/", frame.show_help, name="help"),
    path("accessibility/", frame.show_accessibility, name="accessibility"),
]
