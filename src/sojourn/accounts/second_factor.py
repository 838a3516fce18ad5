"""The second factor: who must have one, how its secret is kept, and the way there before anything else."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlencode

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from sojourn.accounts.models import User
from sojourn.accounts.roles import ROLES
from sojourn.accounts.viewer import Viewer, viewer_of

ALWAYS_OPEN = {"account_login", "account_logout", "account_reauthenticate", "set_language"}
PROVED = "second_factor_of"
SETTING_UP = {"mfa_activate_totp", "mfa_reauthenticate"}


def needs_second_factor(viewer: Viewer) -> bool:
    """Whether one of the viewer's roles must sign in with a second factor."""
    return any(ROLES[post.role].needs_second_factor for post in viewer.posts if post.role in ROLES)


class OtherKey(ValueError):
    """A second factor was kept under a secret key that is not here."""


class SecondFactorFirst:
    """Leads whoever needs a second factor, and hasn't proved it in this session, to setting it up or signing in anew.

    Stands behind the middleware that gives requests their viewer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the second factor."""
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None or viewer.user_id is None or not needs_second_factor(viewer) or _proved(request):
            return self.get_response(request)
        name = _name_of(request.path_info)
        if name in ALWAYS_OPEN:
            return self.get_response(request)
        if not Authenticator.objects.filter(user_id=viewer.user_id, type=Authenticator.Type.TOTP).exists():
            return self.get_response(request) if name in SETTING_UP else redirect("mfa_activate_totp")
        return self.get_response(request) if name == "mfa_reauthenticate" else _to_code(request)


class KeptSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted in the database, under a key made from the secret key."""

    def encrypt(self, text: str) -> str:
        """Return the text as only this installation can read it."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text; raise OtherKey when it was encrypted under another key."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise OtherKey("a second factor was kept under another secret key: reset it") from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to go without where a role needs one."""
        user: User = authenticator.user
        return not needs_second_factor(viewer_of(user))


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=8)
def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sojourn second factor").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _proved(request: HttpRequest) -> bool:
    return bool(request.session.get(PROVED) == str(request.user.pk))


def remember_proof(request: HttpRequest, user: User) -> None:
    """Keep in the session that this user has proved a second factor in it."""
    request.session[PROVED] = str(user.pk)


def _to_code(request: HttpRequest) -> HttpResponse:
    where = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': where})}")


def _name_of(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
