"""Sign-in by e-mail address and password, then a second factor; accounts are made by an administrator only."""

AUTHENTICATION_BACKENDS = ["sojourn.accounts.patience.PatientBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "sojourn.config.signing_in.ClosedDoorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "sojourn.accounts.second_factor.KeptSecrets"
MFA_FORMS = {
    "authenticate": "sojourn.accounts.patience.PatientCodeForm",
    "reauthenticate": "sojourn.accounts.patience.PatientAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sojourn"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = True
