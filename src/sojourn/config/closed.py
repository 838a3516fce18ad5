"""Addresses of the sign-in library that this house keeps closed: accounts are kept by administrators."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from sojourn.protection.doors import door


@door("account.closed", public=True)
def nothing_here(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer as if there were no such address: nobody signs up, and nobody changes the own e-mail address."""
    raise Http404


urlpatterns = [
    path("signup/", nothing_here, name="account_signup"),
    path("email/", nothing_here, name="account_email"),
    path("confirm-email/", nothing_here, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", nothing_here, name="account_confirm_email"),
    path("login/code/confirm/", nothing_here, name="account_confirm_login_code"),
    path("password/set/", nothing_here, name="account_set_password"),
]
