"""Addresses below one case."""

from __future__ import annotations

from django.urls import path

from sojourn.web.cases import deciding, entry, files, fill, joining, moving, people, show, working

urlpatterns = [
    path("", show.show_case, name="show-case"),
    path("timeline/", show.show_timeline, name="case-timeline"),
    # forms and entries
    path("forms/", show.show_forms, name="case-forms"),
    path("forms/<slug:form>/", fill.fill_form, name="fill-form"),
    path("forms/<slug:form>/state/", fill.form_state, name="form-state"),
    path("forms/<slug:form>/discard/", fill.throw_draft_away, name="discard-draft"),
    path("entries/<uuid:entry_id>/", entry.show_entry, name="show-entry"),
    # steps, holds, hand-overs
    path("move/<slug:transition>/", moving.move, name="move"),
    path("hold/", moving.hold, name="hold"),
    path("lift/", moving.lift, name="lift"),
    path("handover/", moving.answer_handover, name="answer-handover"),
    # people
    path("people/", people.show_people, name="case-people"),
    path("people/join/", joining.join, name="join-case"),
    path("people/<uuid:member_id>/leave/", people.leave, name="leave-case"),
    path("people/<uuid:member_id>/consent/", people.consent, name="give-consent"),
    path("people/<uuid:member_id>/decide/", deciding.decide, name="decide-member"),
    path("consents/<uuid:consent_id>/withdraw/", people.take_back, name="withdraw-consent"),
    # work
    path("work/", working.show_work, name="case-work"),
    path("tasks/", working.add_task, name="add-task"),
    path("tasks/<uuid:task_id>/done/", working.finish_task, name="finish-task"),
    path("tasks/<uuid:task_id>/cancel/", working.cancel_task, name="cancel-task"),
    path("alerts/<uuid:alert_id>/clear/", working.clear_alert, name="clear-alert"),
    path("referrals/", working.refer, name="refer"),
    path("services/", working.add_service, name="add-service"),
    path("services/<uuid:service_id>/", working.change_service, name="change-service"),
    path("approvals/", working.ask_approval, name="ask-approval"),
    path("approvals/<uuid:approval_id>/", working.decide_approval, name="decide-approval"),
    # files
    path("files/", files.show_files, name="case-files"),
    path("files/attach/", files.attach, name="attach"),
    path("files/<uuid:file_id>/", files.download, name="download"),
]
