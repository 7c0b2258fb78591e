"""Imports a document, or says what importing it would do."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from cms.languages.rules import codes
from handbooks.importing import services
from handbooks.importing.document import Document
from handbooks.importing.errors import UnreadableFile
from handbooks.importing.plan import EDITED, Plan, plan_import
from handbooks.importing.reading import read_file
from handbooks.importing.remarks import grouped
from handbooks.importing.review import COUNTED, chapter_rows
from handbooks.models import HandbookIndexPage, HandbookPage


class Command(BaseCommand):
    """Imports a document as drafts."""

    help = "Imports a Word document, Markdown, HTML or zipped HTML as the drafts of a handbook."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--parent",
            help="number of a handbook, or of a list of handbooks; without it the list of handbooks in the language",
        )
        parser.add_argument("--language", choices=codes(), help="language of the text; without it the parent's")
        parser.add_argument("--check", action="store_true", help="only say what would happen; nothing is saved")
        parser.add_argument("--replace-edited", action="store_true", help="also chapters that were edited since")
        parser.add_argument("--user", help="e-mail address of who imports: must be allowed to, and owns the drafts")

    def handle(self, *args: Any, **options: Any) -> None:
        parent = self.parent(options["parent"], options["language"])
        user = self.user(options["user"])
        file: Path = options["file"]
        try:
            # A file that is too large is not even opened.
            if file.stat().st_size > settings.IMPORT_MAX_BYTES:
                raise UnreadableFile(f"The file is larger than {settings.IMPORT_MAX_BYTES} bytes.")
            content = file.read_bytes()
            document = read_file(file.name, content, parent.locale.language_code)
        except (OSError, UnreadableFile) as error:
            raise CommandError(str(error)) from error
        plan = plan_import(document=document, parent=parent, user=user)
        self.say(document, plan)
        if options["check"]:
            return
        replace = [chapter.key for chapter in plan.states(EDITED)] if options["replace_edited"] else []
        try:
            handbook = services.import_document(
                document=document, file_name=file.name, content=content, parent=parent, replace=replace, user=user
            )
        except (PermissionDenied, UnreadableFile) as error:
            raise CommandError(str(error) or "This user may not add pages there.") from error
        self.stdout.write(f"\nImported as drafts: {handbook.title} (page {handbook.pk})")

    def parent(self, pk: str | None, language: str | None) -> Page:
        """Return the page to import below."""
        if pk is None:
            code = language or settings.LANGUAGE_CODE
            found: Page | None = HandbookIndexPage.objects.filter(locale__language_code=code).first()
        else:
            found = Page.objects.filter(pk=pk).specific().first() if pk.isdigit() else None
        if found and language and found.locale.language_code != language:
            found = found.get_translations().filter(locale__language_code=language).specific().first()
        if not isinstance(found, HandbookIndexPage | HandbookPage):
            raise CommandError("There is no such handbook or list of handbooks in this language.")
        return found

    def user(self, email: str | None) -> Any:
        """Return who imports, None for nobody in particular."""
        if email is None:
            return None
        user = get_user_model().objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody has the address {email}.")
        return user

    def say(self, document: Document, plan: Plan) -> None:
        """Print the review."""
        self.stdout.write(document.title)
        for row in chapter_rows(plan):
            counts = [f"{label}: {count}" for (label, _kinds), count in zip(COUNTED, row.counts, strict=True) if count]
            self.stdout.write(f"  {row.title} – {row.action} ({', '.join([f'Words: {row.words}', *counts])})")
        for page in plan.left_over:
            self.stdout.write(f"  {page.title} – no longer in the file: stays as it is")
        for group, sentences in grouped(document.remarks):
            self.stdout.write(f"\n{group}")
            for text, chapters in sentences:
                self.stdout.write(f"  {text}")
                for chapter, places in chapters:
                    for place in places:
                        self.stdout.write("    " + ": ".join(part for part in (chapter, place) if part))
        if document.more_remarks:
            self.stdout.write(f"\nand {document.more_remarks} more")
