"""wagtail-localize keeps our rules: one source, nothing unfinished for readers, "Translate" publishes nothing."""

import pytest
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.languages import services
from cms.languages.localize import OneSourceForm
from tests.factories import (
    ChapterPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    OrganisationFactory,
    StandardPageFactory,
    rich,
    stream,
)
from tests.factories.translations import begin_translation, fill_translation, translate


def in_language(page, code) -> Page | None:
    found = Page.objects.filter(translation_key=page.translation_key, locale__language_code=code).first()
    return found.specific if found else None


def texts(page) -> list[str]:
    return [str(child.value) for child in page.body]


def offered(page) -> list[str]:
    return sorted(OneSourceForm(page).fields["locales"].queryset.values_list("language_code", flat=True))


# The form "Translate this page"


def test_the_original_is_offered_the_full_languages_and_its_own_easy_one(home):
    assert offered(home) == ["ar", "bg-simple", "en", "uk"]


def test_easy_language_is_translated_from_easy_language(home):
    easy = translate(home, "bg-simple")

    assert offered(easy) == ["ar-simple", "en-simple", "uk-simple"]


def test_a_translation_is_the_source_of_nothing(english_home):
    assert offered(english_home) == []


def test_a_language_in_which_the_page_exists_is_not_offered_again(home, english_home):
    assert "en" not in offered(home)


def test_a_page_is_offered_only_where_the_page_above_it_exists(home, english_home, page):
    """wagtail-localize would put live copies in the original's language in the place of what is missing above."""
    assert offered(page) == ["en"]


def test_the_form_says_what_has_to_be_translated_first(home, english_home, page):
    assert home.title in OneSourceForm(page).fields["locales"].help_text
    assert not OneSourceForm(home).fields["locales"].help_text


def test_snippets_are_offered_every_language(db):
    assert offered(OrganisationFactory()) == ["ar", "ar-simple", "bg-simple", "en", "en-simple", "uk", "uk-simple"]


@pytest.mark.parametrize("code", ["en-simple", "ar-simple", "bg"])
def test_a_language_that_is_not_offered_is_refused_when_it_is_sent_all_the_same(admin, home, code):
    locale = Locale.objects.get(language_code=code)

    response = admin.post(f"/admin/localize/submit/page/{home.pk}/", {"locales": [locale.pk]})

    assert response.status_code == 200
    assert response.context["form"].errors["locales"]
    assert not Translation.objects.exists()


def test_the_form_is_shown(admin, home, page):
    assert admin.get(f"/admin/localize/submit/page/{home.pk}/").status_code == 200
    assert admin.get(f"/admin/localize/submit/page/{page.pk}/").status_code == 200


def submit(admin, page, *codes: str, **data):
    locales = [Locale.objects.get(language_code=code).pk for code in codes]
    return admin.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": locales, **data})


def test_translate_publishes_nothing(admin, committed, home, english_home, page):
    with committed():
        response = submit(admin, page, "en")

    target = in_language(page, "en")
    assert response["Location"] == f"/admin/pages/{target.pk}/edit/"
    assert target.live is False
    assert not PageLogEntry.objects.filter(page=target.pk, action="wagtail.publish").exists()


def test_translate_with_the_pages_below_publishes_nothing_and_makes_no_aliases(admin, committed, home, english_home):
    index = HandbookIndexPageFactory(parent=home, slug="handbooks")
    handbook = HandbookPageFactory(parent=index, slug="guide")
    chapter = ChapterPageFactory(parent=handbook, slug="first", body=stream(rich("Текст")))

    with committed():
        submit(admin, index, "en", include_subtree="on")

    for source in (index, handbook, chapter):
        target = in_language(source, "en")
        assert target.live is False
        assert target.alias_of is None


def test_translating_the_pages_below_again_leaves_a_detached_page_as_it_is(
    admin, committed, home, english_home, client
):
    """The page below was translated before the one above it was moved away from its translation."""
    above = StandardPageFactory(parent=home, slug="above")
    below = StandardPageFactory(parent=above, slug="below", body=stream(rich("Текст")))
    translate(above, "en")
    target = translate(below, "en", body=stream(rich("Own structure")))
    services.detach(page=target)
    target.move(Page.objects.get(pk=english_home.pk), pos="last-child")
    in_language(above, "en").delete()

    with committed():
        submit(admin, above, "en", include_subtree="on")

    assert texts(in_language(below, "en")) == ["<p>Own structure</p>"]
    assert "Own structure" in client.get("/en/below/").content.decode()


# One translation for each page and language


def test_a_second_source_for_a_language_is_refused_whoever_tries(home):
    translate(home, "bg-simple")
    easy = in_language(home, "bg-simple")
    easy_source = services.start_translation(page=easy, target=Locale.objects.get(language_code="en-simple")).source

    with pytest.raises(services.WrongSource):
        Translation.objects.create(source=easy_source, target_locale=Locale.objects.get(language_code="en"))


def test_a_second_translation_into_a_language_is_refused_even_from_the_right_source(home, monkeypatch):
    """As after a change of the rules: the row of the former source is still there."""
    monkeypatch.setattr(services, "source_language", lambda target: "bg-simple")
    easy = home.copy_for_translation(Locale.objects.get(language_code="bg-simple"))
    services.start_translation(page=easy, target=Locale.objects.get(language_code="en"))
    monkeypatch.undo()

    with pytest.raises(services.WrongSource):
        services.start_translation(page=home, target=Locale.objects.get(language_code="en"))


def test_snippets_may_be_translated_from_any_language(db, locale):
    organisation = OrganisationFactory(locale=locale("en"))

    source, _created = TranslationSource.get_or_create_from_instance(organisation)

    assert Translation.objects.create(source=source, target_locale=locale("uk")).pk


# Publishing


@pytest.fixture
def begun(home, english_home, page):
    """An English translation that nobody has begun to fill: a draft."""
    return begin_translation(page, "en")


@pytest.fixture
def published(committed, begun):
    """A complete English translation, live, with English texts."""
    fill_translation(begun)
    with committed():
        begun.save_target(publish=True)
    return in_language(begun.source.get_source_instance(), "en")


def change_source(page, committed, *bodies: str, **fields) -> None:
    with committed():
        fresh = Page.objects.get(pk=page.pk).specific
        for name, value in fields.items():
            setattr(fresh, name, value)
        if bodies:
            fresh.body = stream(*(rich(text) for text in bodies))
        fresh.save_revision().publish()


def translate_some(translation, count: int) -> None:
    segments = translation.source.stringsegment_set.order_by("order").select_related("string")[:count]
    for segment in segments:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": "done"},
        )


@pytest.mark.parametrize("done", [0, 1, 2])
def test_an_incomplete_translation_is_saved_as_a_draft_whatever_was_asked_for(committed, page, begun, done):
    translate_some(begun, done)

    with committed():
        begun.save_target(publish=True)

    assert in_language(page, "en").live is False


def test_a_complete_translation_is_published(client, published):
    assert published.live
    assert texts(published) == ["<p>[en] Първи текст.</p>", "<p>[en] Втори текст.</p>"]
    assert "[en] За нас" in client.get("/en/about/").content.decode()


def test_wagtail_localizes_own_publish_button_does_not_publish_an_incomplete_translation(admin, committed, page, begun):
    with committed():
        response = admin.post(f"/admin/pages/{in_language(page, 'en').pk}/edit/", {"action": "publish"}, follow=True)

    assert response.status_code == 200
    assert in_language(page, "en").live is False
    assert "3" in str(next(iter(response.context["messages"])))


def test_wagtail_localizes_own_publish_button_publishes_a_complete_translation(admin, committed, page, begun):
    fill_translation(begun)

    with committed():
        admin.post(f"/admin/pages/{in_language(page, 'en').pk}/edit/", {"action": "publish"})

    assert in_language(page, "en").live


def test_sync_translated_pages_with_publish_leaves_an_incomplete_draft_a_draft(admin, committed, page, begun):
    with committed():
        admin.post(f"/admin/localize/update/{begun.source_id}/", {"publish_translations": "on"})

    assert in_language(page, "en").live is False


@pytest.mark.parametrize("data", [{}, {"publish_translations": "on"}], ids=["sync", "sync and publish"])
def test_sync_translated_pages_shows_readers_no_text_of_the_source(admin, client, committed, page, published, data):
    change_source(page, committed, "Първи текст.", "Нов текст.")
    translation = Translation.objects.get(target_locale=published.locale, source__object_id=page.translation_key)

    with committed():
        response = admin.post(f"/admin/localize/update/{translation.source_id}/", data)

    assert response.status_code == 302
    assert texts(in_language(page, "en")) == ["<p>[en] Първи текст.</p>", "<p>[en] Втори текст.</p>"]
    assert "Нов текст" not in client.get("/en/about/?fresh").content.decode()


def test_saving_the_target_as_a_draft_changes_nothing_that_is_live(committed, client, page, published):
    """wagtail-localize writes the page's row at once, as a draft or not."""
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=published.locale)
    change_source(page, committed, "Съвсем нов.")

    with committed():
        translation.save_target(publish=False)

    assert "Съвсем нов" not in client.get("/en/about/?fresh").content.decode()
    assert texts(in_language(page, "en")) == ["<p>[en] Първи текст.</p>", "<p>[en] Втори текст.</p>"]


def test_publishing_many_pages_at_once_is_stopped_by_incomplete_translations(admin, committed, page, begun):
    target = in_language(page, "en")

    with committed():
        response = admin.post(
            f"/admin/bulk/wagtailcore/page/publish/?id={target.pk}&next=/admin/", {"confirm": "1"}, follow=True
        )

    assert in_language(page, "en").live is False
    assert any(target.title in str(message) for message in response.context["messages"])


def test_publishing_many_pages_at_once_publishes_complete_translations(admin, committed, page, begun):
    fill_translation(begun)
    begun.save_target(publish=False)

    with committed():
        admin.post(
            f"/admin/bulk/wagtailcore/page/publish/?id={in_language(page, 'en').pk}&next=/admin/", {"confirm": "1"}
        )

    assert in_language(page, "en").live


def test_publishing_a_page_with_those_below_it_is_stopped_by_incomplete_translations(
    admin, committed, english_home, page, begun
):
    with committed():
        admin.post(
            f"/admin/bulk/wagtailcore/page/publish/?id={english_home.pk}&next=/admin/",
            {"confirm": "1", "include_descendants": "on"},
        )

    assert in_language(page, "en").live is False


def test_a_translation_is_never_turned_into_a_copy_of_its_source(admin, client, committed, page, published):
    """An alias would show the source's text under the address of another language."""
    edit = admin.get(f"/admin/pages/{published.pk}/edit/").content.decode()
    with committed():
        admin.post(f"/admin/localize/page/{published.pk}/convert_to_alias/")

    assert "localize-convert-to-alias" not in edit
    assert in_language(page, "en").alias_of is None
    assert "[en] Първи текст." in client.get("/en/about/?fresh").content.decode()


def test_nothing_is_copied_into_a_language_where_the_page_above_is_missing(home, page):
    with pytest.raises(ParentNotTranslatedError):
        begin_translation(page, "en")

    assert in_language(home, "en") is None
