"""Tables of offices, users and postings."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from sojourn.kernel import moment
from sojourn.kernel.ids import new_id


class Office(models.Model):
    """A place that holds cases: a mission, or a hub above missions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=3, help_text=_("ISO 3166-1 alpha-3"))
    kind = models.CharField(max_length=10, choices=[("mission", _("Mission")), ("hub", _("Hub"))], default="mission")
    zone = models.CharField(max_length=60, default="UTC", help_text=_("IANA time zone, e.g. Europe/Berlin"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(country__regex="^[A-Z]{3}$"), name="office_country_is_alpha3"),
        ]

    class Protection:
        ordinary = ("id", "code", "name", "country", "kind", "zone", "parent")

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Finds users by their e-mail address, which is kept in small letters."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user with this address; raise User.DoesNotExist."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A colleague who signs in by e-mail address. What they may do stands in their postings."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=moment.now)
    last_office = models.ForeignKey(Office, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_small")]

    class Protection:
        identifying = ("email", "name")
        sensitive = ("password",)
        ordinary = ("id", "language", "is_active", "joined_at", "last_office", "last_login")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as colleagues read it."""
        return self.name


class Posting(models.Model):
    """One role of one user in one office, from a day until a day (both included)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="postings")
    office = models.ForeignKey(Office, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=40)
    compartments = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    from_on = models.DateField(default=moment.today)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["office", "role"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="posting_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "office", "role"],
                condition=models.Q(until_on__isnull=True),
                name="posting_open_once",
            ),
        ]

    class Protection:
        ordinary = ("id", "user", "office", "role", "compartments", "from_on", "until_on")

    def holds_on(self, day: date) -> bool:
        """Whether the posting is in force on `day`."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class SignInFailures(models.Model):
    """Wrong passwords or codes in a row for one account, and until when it rests."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="failures")
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    rests_until_at = models.DateTimeField(null=True, blank=True)

    class Protection:
        ordinary = ("user", "count", "last_at", "rests_until_at")

    def rests(self, at: datetime) -> bool:
        """Whether signing in is refused at this instant."""
        return self.rests_until_at is not None and at < self.rests_until_at
