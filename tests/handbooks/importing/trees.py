"""Importing in tests, and looking at what came of it."""

from typing import Any

from handbooks.importing import services
from handbooks.importing.plan import EDITED, plan_import
from handbooks.importing.reading import read_file
from handbooks.models import ChapterPage, HandbookPage
from tests.factories.word import docx


def import_file(
    parent: Any, user: Any, blocks: list[str], name: str = "handbook.docx", title: str = "", replace: Any = ()
) -> HandbookPage:
    """Import a Word document of these blocks; with `replace="all"` also over what editors changed."""
    content = docx(*blocks, title=title)
    document = read_file(name, content, parent.locale.language_code)
    if replace == "all":
        plan = plan_import(document=document, parent=parent, user=user)
        replace = [chapter.key for chapter in plan.states(EDITED)]
    return services.import_document(
        document=document, file_name=name, content=content, parent=parent, replace=replace, user=user
    )


def drafts_of(handbook: Any) -> list[ChapterPage]:
    """Return the newest drafts of a handbook's chapters, in their order."""
    pages = ChapterPage.objects.child_of(HandbookPage.objects.get(pk=handbook.pk)).order_by("path")
    return [page.get_latest_revision_as_object() for page in pages]


def stored(page: ChapterPage) -> list[tuple[str, Any]]:
    """Return type and value of a page's blocks as they are stored."""
    return [(block["type"], block["value"]) for block in page.body.get_prep_value()]
