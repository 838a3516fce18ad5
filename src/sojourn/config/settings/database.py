"""Two ways into one database: `default` is bound by row security, `owner` runs migrations, backup and restore."""

from sojourn.config.postgres.addresses import APP_ROLE, addresses

_where = addresses()

DATABASES = {"default": _where.app.for_django(), "owner": _where.owner.for_django()}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The name that migrations take rights from.
SOJOURN_APP_ROLE = APP_ROLE if _where.app_is_ours else _where.app.user
