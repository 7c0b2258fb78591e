"""`manage.py load_demo`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cms.core.cache import content_changed
from cms.demo.files import ContentError
from cms.demo.loader import Loader, set_address


class Command(BaseCommand):
    """Loads the demo content, once; what editors changed or deleted since is never touched."""

    help = "Load the demo content (once; nothing that was edited is ever overwritten)."

    def handle(self, *args, **options):
        if not settings.DEMO_ALLOWED:
            raise CommandError("The demo's log-ins are public: load_demo refuses to run under these settings.")
        try:
            loaded = Loader(lambda line: self.stdout.write(f"  {line}")).run()
        except ContentError as error:
            raise CommandError(str(error)) from error
        site = Site.objects.filter(is_default_site=True).first()
        if site:
            set_address(site)
            site.save()
        content_changed()
        self.stdout.write("  loaded" if loaded else "  already there; left as it is")
