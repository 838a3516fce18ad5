"""Addresses of the pages of reporting, below `reports/`."""

from __future__ import annotations

from django.urls import path

from sojourn.web.reports import asking, deciding, filling, listing, tables

urlpatterns = [
    path("", listing.list_reports, name="reports"),
    path("key/", listing.new_key, name="report-key"),
    path("ask/", asking.ask, name="report-ask"),
    path("rounds/<uuid:round_id>/", asking.show_round, name="report-round"),
    path("rounds/<uuid:round_id>/publish/", tables.publish, name="report-publish"),
    path("rounds/<uuid:round_id>/table/", tables.show_table, name="report-table"),
    path("rounds/<uuid:round_id>/table.csv", tables.table_csv, name="report-table-csv"),
    path("parts/<uuid:part_id>/", filling.show_part, name="report-part"),
    path("parts/<uuid:part_id>/template.xlsx", filling.workbook, name="report-workbook"),
    path("parts/<uuid:part_id>/fill/", filling.fill, name="report-fill"),
    path("parts/<uuid:part_id>/explain/", filling.explain, name="report-explain"),
    path("parts/<uuid:part_id>/sign/", filling.sign, name="report-sign"),
    path("parts/<uuid:part_id>/discard/", filling.discard, name="report-discard"),
    path("parts/<uuid:part_id>/signed.json", filling.signed_file, name="report-signed"),
    path("parts/<uuid:part_id>/decide/", deciding.decide, name="report-decide"),
    path("parts/<uuid:part_id>/receive/", deciding.receive, name="report-receive"),
    path("parts/<uuid:part_id>/public-key/", deciding.keep_key, name="report-public-key"),
]
