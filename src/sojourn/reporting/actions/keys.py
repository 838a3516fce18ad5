"""Keep the keys with which offices sign."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.reporting.models import SigningKey
from sojourn.reporting.rights import fills_for, members_below
from sojourn.reporting.signing import new_pair, public_key


@action
def make_key(*, office: Office, by: Viewer) -> SigningKey:
    """Make the office a new signing key; the one before is retired and still checks what it signed."""
    if office.pk not in fills_for(by):
        raise Refused(Reason("role", "You may not give figures for this office"))
    public, private = new_pair()
    return _keep(office, public, get_adapter().encrypt(private), by)


@action
def keep_public_key(*, office: Office, public: str, by: Viewer) -> SigningKey:
    """Keep the public key of a member that signs on its own server, as it told the hub by another way.

    Refused when the text is no key, or the office is not below the viewer's hub.
    """
    if office not in members_below(by) or not by.may(Permission.REPORT_ASK):
        raise Refused(Reason("role", "Only the hub above an office may keep its key"))
    return _keep(office, public_key(public), "", by)


def private_of(key: SigningKey) -> str:
    """The private half; raises accounts.second_factor.OtherKey when it was kept under another installation's key."""
    return str(get_adapter().decrypt(key.private))


def _keep(office: Office, public: str, private: str, by: Viewer) -> SigningKey:
    SigningKey.objects.filter(office=office, retired_at=None).update(retired_at=moment.now())
    key = SigningKey.objects.create(office=office, public=public, private=private, made_by=by.user_id)
    note("signing_key.kept", by=by, on=key, office=office, detail={"public": public})
    return key
