"""Addresses of family tracing, below one case."""

from __future__ import annotations

from django.urls import path

from sojourn.web.tracing import pairs, requests, show

urlpatterns = [
    path("", show.show_tracing, name="case-tracing"),
    path("consent/", show.agree, name="trace-consent"),
    path("new/", requests.new_request, name="trace-new"),
    path("requests/<uuid:request_id>/", requests.edit_request, name="trace-request"),
    path("requests/<uuid:request_id>/follow/", requests.follow, name="trace-follow"),
    path("requests/<uuid:request_id>/clear/", requests.clear, name="trace-clear"),
    path("candidates/<uuid:pair_id>/", pairs.show_pair, name="trace-pair"),
    path("candidates/<uuid:pair_id>/step/", pairs.step, name="trace-step"),
    path("candidates/<uuid:pair_id>/ask/", pairs.ask, name="trace-ask"),
    path("candidates/<uuid:pair_id>/answer/", pairs.answer, name="trace-answer"),
    path("candidates/<uuid:pair_id>/judge/", pairs.judge, name="trace-judge"),
]
