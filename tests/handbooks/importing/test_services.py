"""A file becomes drafts, and imported again it becomes the same ones."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import GroupPagePermission

from cms.images.models import CustomImage
from handbooks.importing import services
from handbooks.importing.models import ImportDraft, ImportedPage
from handbooks.importing.plan import plan_import
from handbooks.importing.reading import read_file
from handbooks.models import ChapterPage, HandbookPage
from tests.factories import UserFactory
from tests.factories.word import WordFile, docx, h, p, png
from tests.handbooks.importing.trees import drafts_of, import_file, stored


@pytest.fixture
def first(index, editor):
    """A handbook of two chapters that was imported."""
    return import_file(index, editor, FIRST, title="Често срещани случаи")


FIRST = [
    h(1, "Училище"),
    p("Всяко дете учи безплатно."),
    p("Питайте два пъти."),
    h(1, "Работа"),
    p("Договорът е писмен."),
]


def test_a_document_becomes_a_handbook_of_drafts(index, editor, first):
    chapters = drafts_of(first)

    assert (first.title, first.live, first.owner, first.get_parent().pk) == (
        "Често срещани случаи",
        False,
        editor,
        index.pk,
    )
    assert [(page.title, page.live, page.owner) for page in chapters] == [
        ("Училище", False, editor),
        ("Работа", False, editor),
    ]
    assert all(page.latest_revision.user == editor for page in chapters)
    assert stored(chapters[1]) == [("text", "<p>Договорът е писмен.</p>")]


def test_a_document_takes_the_language_of_the_page_above(index, editor, first):
    assert {page.locale.language_code for page in [first, *drafts_of(first)]} == {"bg"}


def test_every_block_and_every_item_has_an_id(index, editor):
    from tests.factories.word import bullet, table

    blocks = [h(1, "Училище"), bullet("Карта"), bullet("Документ"), table(["Карта", "Срок"], ["Синя", "5 години"])]
    handbook = import_file(index, editor, blocks)

    def ids(value):
        if isinstance(value, dict):
            if "type" in value:
                yield value.get("id")
            for part in value.values():
                yield from ids(part)
        elif isinstance(value, list):
            for part in value:
                yield from ids(part)

    found = list(ids(drafts_of(handbook)[0].body.get_prep_value()))
    assert len(found) == 1 + 2 + 1 + 2 + 1 + 2
    assert all(found) and len(set(found)) == len(found)


def test_the_same_file_again_changes_nothing(index, editor, first):
    before = [(page.pk, page.latest_revision_id, list(page.body.get_prep_value())) for page in drafts_of(first)]

    again = import_file(index, editor, FIRST, title="Често срещани случаи")

    assert again.pk == first.pk
    assert [(page.pk, page.latest_revision_id, list(page.body.get_prep_value())) for page in drafts_of(again)] == before


def test_ids_are_the_same_wherever_a_file_is_imported_again_after_it_was_deleted(index, editor, first):
    before = [[block.id for block in page.body] for page in drafts_of(first)]
    first.delete()
    index.refresh_from_db()

    again = import_file(index, editor, FIRST, title="Често срещани случаи")

    assert [[block.id for block in page.body] for page in drafts_of(again)] == before


def test_a_newer_version_updates_what_changed_and_keeps_the_ids_of_the_rest(index, editor, first):
    school, work = drafts_of(first)
    newer = [
        h(1, "Училище"),
        p("Ново в началото."),
        h(2, "Как"),
        p("Всяко дете учи безплатно."),
        p("Питайте два пъти."),
        h(1, "Здраве"),
        p("Лекарят."),
        *FIRST[-2:],
    ]

    import_file(index, editor, newer, title="Често срещани случаи")

    chapters = drafts_of(first)
    assert [page.title for page in chapters] == ["Училище", "Здраве", "Работа"]
    assert [chapters[0].pk, chapters[2].pk] == [school.pk, work.pk]
    assert chapters[2].latest_revision_id == work.latest_revision_id
    assert chapters[0].body[2].id == school.body[0].id
    assert chapters[0].revisions.count() == 2


def test_a_mended_word_keeps_the_id_of_its_block(index, editor, first):
    block_id = drafts_of(first)[1].body[0].id

    import_file(index, editor, [*FIRST[:-1], p("Договорът е винаги писмен.")], title="Често срещани случаи")

    work = drafts_of(first)[1]
    assert stored(work) == [("text", "<p>Договорът е винаги писмен.</p>")]
    assert work.body[0].id == block_id


def test_a_chapter_with_another_title_is_the_same_chapter(index, editor, first):
    work = drafts_of(first)[1]

    import_file(index, editor, [*FIRST[:3], h(1, "Работа и договор"), FIRST[-1]], title="Често срещани случаи")

    assert [(page.pk, page.title) for page in drafts_of(first)][1] == (work.pk, "Работа и договор")
    assert ImportedPage.objects.count() == 3


def test_chapters_of_one_title_stay_apart(index, editor):
    blocks = [h(1, "Случай"), p("Първи."), h(1, "Случай"), p("Втори.")]
    handbook = import_file(index, editor, blocks)

    import_file(index, editor, blocks)

    assert [stored(page) for page in drafts_of(handbook)] == [
        [("text", "<p>Първи.</p>")],
        [("text", "<p>Втори.</p>")],
    ]


def test_a_published_chapter_gets_a_draft_and_readers_see_the_old_text(index, editor, first):
    work = drafts_of(first)[1]
    work.latest_revision.publish()

    import_file(index, editor, [*FIRST[:-1], p("Ново.")], title="Често срещани случаи")

    work = ChapterPage.objects.get(pk=work.pk)
    assert work.live and work.has_unpublished_changes
    assert stored(work) == [("text", "<p>Договорът е писмен.</p>")]
    assert stored(work.get_latest_revision_as_object()) == [("text", "<p>Ново.</p>")]


def test_a_document_goes_into_a_handbook_that_is_there(index, editor):
    handbook = HandbookPage(title="Наръчник", slug="guide")
    index.add_child(instance=handbook)

    import_file(handbook, editor, FIRST)
    import_file(handbook, editor, FIRST, name="second-version.docx")

    assert [page.title for page in drafts_of(handbook)] == ["Училище", "Работа"]
    assert HandbookPage.objects.count() == 1


def test_a_handbook_made_by_an_import_is_known_from_both_pages_above(index, editor, first):
    import_file(HandbookPage.objects.get(pk=first.pk), editor, FIRST, title="Друго име")

    assert [page.title for page in drafts_of(first)] == ["Училище", "Работа"]


def edit(page, text="<p>Редакторски текст.</p>", user=None):
    page.body = [("text", text)]
    page.save_revision(user=user)


def test_what_an_editor_changed_stays_unless_somebody_says_otherwise(index, editor, first):
    edit(drafts_of(first)[1])
    newer = [*FIRST[:-1], p("Ново.")]

    import_file(index, editor, newer, title="Често срещани случаи")

    assert stored(drafts_of(first)[1]) == [("text", "<p>Редакторски текст.</p>")]
    import_file(index, editor, newer, title="Често срещани случаи", replace="all")
    assert stored(drafts_of(first)[1]) == [("text", "<p>Ново.</p>")]


def test_the_plan_says_which_chapters_were_edited_since_the_import(index, editor, first):
    edit(drafts_of(first)[1])

    plan = plan_import(
        document=read_file("x.docx", docx(*FIRST, title="Често срещани случаи"), "bg"), parent=index, user=editor
    )

    assert [(planned.chapter.title, planned.state) for planned in plan.chapters] == [
        ("Училище", "unchanged"),
        ("Работа", "edited"),
    ]


def test_publishing_alone_is_no_edit(index, editor, first):
    from tests.factories.forms import posted

    work = drafts_of(first)[1]
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    form = {"title": work.title, "slug": work.slug, "summary": "", "action-publish": "1", **posted("body", work.body)}
    response = client.post(f"/admin/pages/{work.pk}/edit/", form)
    assert response.status_code == 302

    plan = plan_import(
        document=read_file("x.docx", docx(*FIRST, title="Често срещани случаи"), "bg"), parent=index, user=editor
    )

    assert ChapterPage.objects.get(pk=work.pk).live
    assert [planned.state for planned in plan.chapters] == ["unchanged", "unchanged"]


def test_a_chapter_that_the_file_no_longer_has_stays_and_is_named(index, editor, first):
    blocks = [*FIRST[:3], h(1, "Здраве"), p("Друго.")]
    plan = plan_import(
        document=read_file("x.docx", docx(*blocks, title="Често срещани случаи"), "bg"), parent=index, user=editor
    )

    import_file(index, editor, blocks, title="Често срещани случаи")

    assert [page.title for page in plan.left_over] == ["Работа"]
    assert [page.title for page in drafts_of(first)] == ["Училище", "Здраве", "Работа"]


def test_a_locked_chapter_stays_as_it_is(index, editor, first):
    work = drafts_of(first)[1]
    work.locked = True
    work.locked_by = UserFactory()
    work.save()

    import_file(index, editor, [*FIRST[:-1], p("Ново.")], title="Често срещани случаи", replace="all")

    assert stored(drafts_of(first)[1]) == [("text", "<p>Договорът е писмен.</p>")]


# Pictures


def with_picture(content=None, alt="Мост"):
    file = WordFile()
    return file.bytes(h(1, "Училище"), p("Текст."), p(file.picture(content or png(), alt)), title="С картина")


def import_bytes(parent, user, content):
    document = read_file("x.docx", content, "bg")
    return services.import_document(
        document=document, file_name="x.docx", content=content, parent=parent, replace=[], user=user
    )


def test_a_picture_becomes_one_of_the_sites_with_its_description(index, editor):
    handbook = import_bytes(index, editor, with_picture())

    value = drafts_of(handbook)[0].body[1].value
    assert value["picture_alt"] == "Мост"
    assert (value["picture"].width, value["picture"].uploaded_by_user) == (40, editor)
    assert value["picture"].file.read() == png()


def test_a_picture_is_stored_once_however_often_it_is_imported(index, editor):
    import_bytes(index, editor, with_picture())
    import_bytes(index, editor, with_picture(alt="Каменен мост"))

    assert CustomImage.objects.count() == 1


def files():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_after_an_error_neither_rows_nor_files_are_left(index, editor, monkeypatch):
    before = files()
    monkeypatch.setattr(services, "page_digest", lambda page: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        import_bytes(index, editor, with_picture())

    assert files() == before
    assert (CustomImage.objects.count(), HandbookPage.objects.count(), ChapterPage.objects.count()) == (0, 0, 0)


# Who may


def test_nobody_imports_where_they_may_not_add_pages(index):
    with pytest.raises(PermissionDenied):
        import_file(index, UserFactory(), FIRST)

    assert not HandbookPage.objects.exists()


def test_who_may_add_pages_below_one_handbook_only_imports_there(index, editor, first):
    group = editor.groups.get()
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.create(group=group, page=first, permission_type="add")
    editor = type(editor).objects.get(pk=editor.pk)

    assert services.may_import(HandbookPage.objects.get(pk=first.pk), editor)
    assert not services.may_import(index, editor)


# Uploads


def upload(index, editor):
    return services.keep_upload(parent=index, file_name="x.docx", content=docx(*FIRST, title="Случаи"), user=editor)


def test_an_upload_is_imported_once(index, editor):
    draft = upload(index, editor)

    handbook = services.import_upload(draft=ImportDraft.objects.get(), replace=[], user=editor)

    assert [page.title for page in drafts_of(handbook)] == ["Училище", "Работа"]
    assert not ImportDraft.objects.exists()
    assert services.import_upload(draft=draft, replace=[], user=editor) is None
    assert HandbookPage.objects.count() == 1


def test_an_upload_that_nobody_imports_is_forgotten_after_a_day(index, editor):
    old, new = upload(index, editor), upload(index, editor)
    ImportDraft.objects.filter(pk=old.pk).update(created_at=old.created_at - services.KEPT * 1.01)

    assert services.remove_old_uploads() == 1

    assert ImportDraft.objects.get() == new


def test_an_upload_is_not_among_the_public_files(index, editor):
    before = files()

    upload(index, editor)

    assert files() == before
    assert io.BytesIO(bytes(ImportDraft.objects.get().file)).read(2) == b"PK"
