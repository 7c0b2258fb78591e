"""Importing from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from handbooks.models import ChapterPage, HandbookPage
from tests.factories import UserFactory
from tests.factories.word import docx, h, p
from tests.handbooks.importing.trees import drafts_of


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "handbook.docx"
    path.write_bytes(docx(h(1, "Училище"), p("Текст ", "<m:oMath/>", "."), title="Наръчник"))
    return path


def run(file, *options):
    out = StringIO()
    call_command("import_handbook", str(file), *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_says_everything_and_saves_nothing(index, file):
    said = run(file, "--check")

    assert "Училище" in said and "Текст" in said
    assert not HandbookPage.objects.exists()


def test_a_file_is_imported_below_the_list_of_handbooks(index, file, editor):
    run(file, "--language", "bg", "--user", editor.email)
    run(file)

    handbook = HandbookPage.objects.get()
    assert (handbook.title, handbook.owner, handbook.live) == ("Наръчник", editor, False)
    assert [page.title for page in drafts_of(handbook)] == ["Училище"]


def test_a_file_is_imported_into_a_handbook(index, file):
    handbook = HandbookPage(title="Друг", slug="other")
    index.add_child(instance=handbook)

    run(file, "--parent", str(handbook.pk))

    assert [page.title for page in drafts_of(handbook)] == ["Училище"]


def test_edited_chapters_are_replaced_only_on_request(index, file):
    run(file)
    page = ChapterPage.objects.get()
    page.body = [("text", "<p>Редакторски.</p>")]
    page.save_revision()

    run(file)
    assert "Редакторски" in str(drafts_of(page.get_parent())[0].body)
    run(file, "--replace-edited")
    assert "Текст" in str(drafts_of(page.get_parent())[0].body)


def test_what_does_not_exist_or_may_not_be_is_said(index, file, tmp_path, home):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"x")
    for arguments in (
        [file, "--parent", "999999"],
        [file, "--parent", str(home.pk)],
        [file, "--parent", "x"],
        [file, "--language", "uk"],
        [file, "--user", "nobody@example.org"],
        [file, "--user", UserFactory().email],
        [tmp_path / "missing.docx"],
        [broken],
    ):
        with pytest.raises(CommandError):
            run(*arguments)
    assert not HandbookPage.objects.exists()
