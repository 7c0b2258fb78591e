"""Importing in the admin: look at it first, then import, then preview the drafts."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from handbooks.importing.models import ImportDraft
from handbooks.models import ChapterPage, HandbookPage
from tests.factories import HandbookIndexPageFactory, HomePageFactory, UserFactory
from tests.factories.word import WordFile, bullet, docx, h, p, png, table
from tests.handbooks.importing.trees import drafts_of, import_file


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def address(index):
    return f"/admin/handbooks/import/{index.pk}/"


def send(client, index, content, name="Наръчник.docx", **fields):
    return client.post(address(index), {"file": SimpleUploadedFile(name, content), "language": "bg", **fields})


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def handbook_file():
    file = WordFile()
    return file.bytes(
        p("Често срещани случаи", style="a3"),
        h(1, "Училище"),
        p("Всяко дете учи безплатно", file.note("Чл. 53."), ". ", file.link("Виж", "https://mon.bg")),
        h(2, "Документи"),
        bullet("Карта"),
        bullet("Паспорт"),
        p(file.picture(png(), "Врата на училище")),
        p("Формула ", "<m:oMath/>"),
        table(["Карта", "Срок"], ["Синя", "5 години"]),
        h(1, "Работа"),
        p("Договорът е писмен."),
    )


def test_an_editor_imports_a_document_in_two_steps_and_previews_the_drafts(client, index):
    explorer = client.get(f"/admin/pages/{index.pk}/")
    assert address(index) in explorer.content.decode()

    response = send(client, index, handbook_file())
    draft = ImportDraft.objects.get()
    assert response["Location"] == f"/admin/handbooks/import/{draft.pk}/"
    assert not HandbookPage.objects.exists()

    review = page_of(client.get(response["Location"]))
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in review.select("tbody tr")]
    assert [(row[0], row[3:]) for row in rows] == [
        ("Училище", ["1", "1", "1", "1", "0", "1"]),
        ("Работа", ["0", "0", "0", "0", "0", "0"]),
    ]
    places = [item.get_text(" ", strip=True) for item in review.select("section li")]
    assert any("Училище" in place and "Документи" in place and "Формула" in place for place in places)

    response = client.post(response["Location"])
    handbook = HandbookPage.objects.get()
    assert response["Location"] == f"/admin/pages/{handbook.pk}/"
    assert not ImportDraft.objects.exists()
    school, _work = drafts_of(handbook)
    preview = client.get(f"/admin/pages/{school.pk}/view_draft/")
    text = BeautifulSoup(preview.content, "html.parser").select_one("main").get_text(" ", strip=True)
    assert all(words in text for words in ("Всяко дете учи безплатно", "Паспорт", "5 години", "Чл. 53."))
    assert client.get(f"/admin/pages/{school.pk}/edit/").status_code == 200
    assert not Page.objects.get(pk=school.pk).live


def test_a_document_with_nothing_to_say_about_says_so(client, index):
    response = send(client, index, docx(h(1, "Училище"), p("Текст.")))

    assert "section" not in [tag.name for tag in page_of(client.get(response["Location"])).find_all(True)]


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.docx", b"no zip"), ("x.docm", b"x"), ("x.pdf", b"%PDF"), ("x.docx", docx(p(""))), ("x.docx", b"")],
    ids=["broken", "macros", "pdf", "without text", "empty"],
)
def test_what_cannot_be_read_is_said_at_the_field_and_nothing_is_kept(client, index, name, content):
    page = page_of(send(client, index, content, name))

    assert page.select_one("#panel-child-file-errors, .error-message").get_text(strip=True)
    assert not ImportDraft.objects.exists()


def test_a_file_that_is_too_large_is_not_read(client, index, settings):
    settings.IMPORT_MAX_BYTES = 10

    assert page_of(send(client, index, handbook_file())).select_one(".error-message")
    assert not ImportDraft.objects.exists()


def test_the_editor_may_think_better_of_it(client, index):
    send(client, index, handbook_file())
    draft = ImportDraft.objects.get()

    response = client.post(f"/admin/handbooks/import/{draft.pk}/discard/")

    assert response["Location"] == f"/admin/pages/{index.pk}/"
    assert not ImportDraft.objects.exists() and not HandbookPage.objects.exists()


def test_a_double_tap_imports_once(client, index):
    response = send(client, index, handbook_file())

    client.post(response["Location"])
    client.post(response["Location"])

    assert HandbookPage.objects.count() == 1


def test_the_review_names_chapters_that_were_edited_and_lets_the_editor_replace_them(client, index, editor):
    blocks = [h(1, "Училище"), p("Старо."), h(1, "Работа"), p("Договор.")]
    handbook = import_file(index, editor, blocks, title="Случаи")
    school = drafts_of(handbook)[0]
    school.body = [("text", "<p>Редакторски текст.</p>")]
    school.save_revision(user=editor)
    newer = docx(h(1, "Училище"), p("Ново."), *blocks[2:], title="Случаи")

    response = send(client, index, newer)
    review = page_of(client.get(response["Location"]))
    (box,) = review.select("input[name=replace]")
    assert "Ваня Петрова" in box.find_parent("tr").get_text()

    client.post(response["Location"])
    assert "Редакторски" in str(drafts_of(handbook)[0].body)
    response = send(client, index, newer)
    client.post(response["Location"], {"replace": [box["value"], "no key"]})
    assert "Ново." in str(drafts_of(handbook)[0].body)


def test_the_language_is_one_in_which_the_list_of_handbooks_exists(client, index, locale):
    uk = HomePageFactory(parent=Page.get_first_root_node(), title="Мостик", slug="uk", locale=locale("uk"))
    other = HandbookIndexPageFactory(
        parent=uk, title="Посібники", slug="handbooks", translation_key=index.translation_key
    )
    admin = Client()
    admin.force_login(UserFactory(is_superuser=True))

    page = page_of(admin.get(address(index)))
    assert [option["value"] for option in page.select("select[name=language] option")] == ["bg", "uk"]
    response = send(admin, index, handbook_file(), language="uk")
    admin.post(response["Location"])

    handbook = HandbookPage.objects.get()
    assert handbook.get_parent().pk == other.pk
    assert {page.locale.language_code for page in [handbook, *ChapterPage.objects.all()]} == {"uk"}


def test_whoever_may_not_add_pages_there_is_not_let_in(index, editor, client):
    send(client, index, handbook_file())
    draft = ImportDraft.objects.get()
    stranger = Client()
    stranger.force_login(UserFactory())

    for path in (address(index), f"/admin/handbooks/import/{draft.pk}/"):
        assert stranger.get(path).status_code == 302
        assert Client().get(path).status_code == 302
    assert not HandbookPage.objects.exists()


def test_nobody_sees_what_another_has_uploaded(client, index):
    send(client, index, handbook_file())
    draft = ImportDraft.objects.get()
    other = Client()
    other.force_login(UserFactory(is_superuser=True))

    assert other.get(f"/admin/handbooks/import/{draft.pk}/").status_code == 404
    assert other.post(f"/admin/handbooks/import/{draft.pk}/discard/").status_code == 404


def test_rights_that_were_taken_away_meanwhile_count(client, index, editor):
    response = send(client, index, handbook_file())
    editor.groups.get().page_permissions.all().delete()

    for seen in (client.get(response["Location"]), client.post(response["Location"])):
        assert seen.status_code == 302
    assert not HandbookPage.objects.exists()


def test_a_language_in_which_the_editor_may_not_add_pages_is_not_offered(client, index, locale, editor):
    uk = HomePageFactory(parent=Page.get_first_root_node(), title="Мостик", slug="uk", locale=locale("uk"))
    HandbookIndexPageFactory(parent=uk, title="Посібники", translation_key=index.translation_key)
    group = editor.groups.get()
    group.page_permissions.all().delete()
    GroupPagePermission.objects.create(group=group, page=index, permission_type="add")

    page = page_of(client.get(address(index)))

    assert [option["value"] for option in page.select("select[name=language] option")] == ["bg"]


def test_other_pages_have_no_button(client, home, index):
    assert "handbooks/import" not in client.get(f"/admin/pages/{home.pk}/").content.decode()
    assert client.get(address(home)).status_code == 302
