"""`manage.py demo_logins`."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from cms.demo.logins import LOGINS


class Command(BaseCommand):
    """Prints the demo's log-ins that exist."""

    help = "Print the demo's log-ins."

    def handle(self, *args, **options):
        if not settings.DEMO_ALLOWED:
            return
        existing = set(get_user_model().objects.values_list("email", flat=True))
        for login in LOGINS:
            if login.email in existing:
                self.stdout.write(f"{login.what}: {login.email} / {login.password}")
