"""A public site must not have the demo's log-ins: everybody knows their passwords."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from .logins import LOGINS


@register(Tags.database)
def no_public_logins(databases: Any = None, **_options: Any) -> list[CheckMessage]:
    """Report demo log-ins in the database of an installation that must not have them; `migrate` stops on it."""
    if settings.DEMO_ALLOWED or not databases:
        return []
    table = get_user_model()._meta.db_table
    if table not in connection.introspection.table_names():
        return []
    found = get_user_model().objects.filter(email__in=[login.email for login in LOGINS], is_active=True)
    return [Error(f"The demo's log-in {user.email} is active. Delete it.", id="demo.E001") for user in found]
