"""Django's settings, one small file per concern."""

from sojourn.config.settings.apps import *  # noqa: F403
from sojourn.config.settings.database import *  # noqa: F403
from sojourn.config.settings.files import *  # noqa: F403
from sojourn.config.settings.languages import *  # noqa: F403
from sojourn.config.settings.logs import *  # noqa: F403
from sojourn.config.settings.security import *  # noqa: F403
from sojourn.config.settings.signing_in import *  # noqa: F403
