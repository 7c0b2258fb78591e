"""Translations know what their source says, keep their last text until complete, and survive what happens to either."""

from datetime import date

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.languages import services
from cms.languages.models import TranslationState
from tests.factories import StandardPageFactory, UserFactory, picture, rich, stream
from tests.factories.translations import begin_translation, detached, fill_translation, translate


@pytest.fixture
def english(committed, english_home, page):
    """The page's English version: complete, live, synchronised."""
    with committed():
        return translate(page, "en")


@pytest.fixture
def own(committed, english_home, page):
    """The page's English version with its own structure, live."""
    with committed():
        return detached(page, "en", title="About us", body=stream(rich("One own text.")))


@pytest.fixture
def republish(committed):
    """Publish a page with other contents, as an editor does."""

    def change(page, *texts: str, **fields):
        with committed():
            fresh = Page.objects.get(pk=page.pk).specific
            for name, value in fields.items():
                setattr(fresh, name, value)
            if texts:
                # Blocks keep their ids by their position, so each change is a change of the same block.
                fresh.body = stream(*(rich(text) for text in texts))
            fresh.save_revision().publish()

    return change


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


def texts(page) -> list[str]:
    return [str(child.value) for child in fresh(page).body]


def state(page) -> TranslationState:
    return TranslationState.objects.get(page_id=page.pk)


def translation_of(page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)


# When the source is published


def test_a_complete_translation_agrees_with_its_source(page, english):
    assert state(english).outdated is False
    assert state(english).source_id == page.pk
    assert state(english).confirmed_revision_id == page.live_revision_id
    assert state(english).confirmed_by is None
    assert state(english) in TranslationState.objects.up_to_date()
    assert not TranslationState.objects.outdated().exists()


def test_a_new_text_in_the_source_outdates_the_translation(page, english, republish):
    republish(page, "Първи текст.", "Нов текст.")

    assert state(english).outdated is True
    assert list(TranslationState.objects.outdated()) == [state(english)]
    assert services.missing_texts(english) == 1


def test_an_outdated_translation_keeps_what_it_showed(client, page, english, republish):
    republish(page, "Първи текст.", "Нов текст.", title="Ново име")

    assert texts(english) == ["<p>[en] Първи текст.</p>", "<p>[en] Втори текст.</p>"]
    html = client.get("/en/about/").content.decode()
    assert "[en] За нас" in html
    assert "Нов текст" not in html


def test_an_outdated_translation_follows_once_it_is_complete(committed, page, english, republish):
    republish(page, "Първи текст.", "Нов текст.")
    translation = translation_of(english)
    fill_translation(translation)

    with committed():
        translation.save_target(publish=True)

    assert texts(english) == ["<p>[en] Първи текст.</p>", "<p>[en] Нов текст.</p>"]
    assert state(english).outdated is False


def test_a_translation_that_lacks_nothing_follows_at_once(page, english, republish):
    republish(page, "Втори текст.")
    republish(page, "Първи текст.")

    assert texts(english) == ["<p>[en] Първи текст.</p>"]
    assert state(english).outdated is False


def test_a_picture_exchanged_in_the_source_is_exchanged_in_the_translation(
    home, english_home, page, republish, committed
):
    first, second = picture("first.png", (40, 30)), picture("second.png", (40, 30))

    def body(image):
        return stream(("picture", {"picture": image.pk, "picture_alt": "Куче", "caption": ""}))

    dog = StandardPageFactory(parent=home, slug="dog", body=body(first))
    with committed():
        english = translate(dog, "en")

    republish(dog, body=body(second))

    assert fresh(english).body[0].value["picture"] == second
    assert fresh(english).body[0].value["picture_alt"] == "[en] Куче"


def test_a_draft_of_the_source_outdates_nothing(page, english):
    page.title = "Чернова"
    page.save_revision()

    assert state(english).outdated is False


def test_a_source_taken_offline_outdates_nothing_and_takes_no_translation_along(client, page, english, committed):
    with committed():
        page.unpublish()

    assert state(english).outdated is False
    assert client.get("/en/about/").status_code == 200


def test_a_translation_that_is_a_draft_is_not_published_along(english_home, page, republish):
    translation = begin_translation(page, "en")
    fill_translation(translation)

    republish(page, "Първи текст.")

    assert translation.get_target_instance().live is False


def test_an_unpublished_translation_is_not_published_along(page, english, republish, committed):
    with committed():
        english.unpublish()

    republish(page, "Първи текст.")

    assert fresh(english).live is False


def test_a_change_goes_all_the_way_from_the_original_through_easy_language(home, committed, republish):
    with committed():
        easy = translate(home, "bg-simple")
        arabic = translate(easy, "ar-simple")

    republish(home, show_in_menus=True)

    assert fresh(easy).show_in_menus
    assert fresh(arabic).show_in_menus
    assert state(easy).outdated is False
    assert state(arabic).outdated is False


def test_an_outdated_easy_page_does_not_outdate_its_translations_before_it_is_changed_itself(
    home, committed, republish
):
    with committed():
        easy = translate(home, "bg-simple")
        arabic = translate(easy, "ar-simple")

    republish(home, title="Ново име")

    assert state(easy).outdated is True
    assert state(arabic).outdated is False


# Pages with their own structure


def test_a_detached_page_agrees_when_it_is_first_published(own):
    assert state(own).outdated is False
    assert state(own).is_detached is True


def test_a_detached_page_is_known_as_outdated_too(page, own, republish):
    republish(page, "Нов текст.")

    assert state(own).outdated is True
    assert texts(own) == ["<p>One own text.</p>"]


def test_publishing_a_detached_page_does_not_say_that_it_agrees(page, own, republish):
    republish(page, "Нов текст.")

    republish(own, "Another own text.")

    assert state(own).outdated is True


def test_confirming_says_who_and_when(page, own, republish):
    user = UserFactory()
    republish(page, "Нов текст.")

    services.confirm(page=own, user=user)

    assert state(own).outdated is False
    assert state(own).confirmed_by == user
    assert state(own).confirmed_at is not None


def test_the_original_can_confirm_nothing(page):
    assert services.confirm(page=page) is None
    assert not TranslationState.objects.exists()


def test_detaching_leaves_the_page_as_it_is_and_stops_its_following(page, english, republish):
    services.detach(page=english)

    republish(page, "Първи текст.")

    assert state(english).is_detached is True
    assert texts(english) == ["<p>[en] Първи текст.</p>", "<p>[en] Втори текст.</p>"]
    assert state(english).outdated is True


def test_stopping_the_synchronisation_in_the_page_editor_detaches(admin, page, english, republish):
    admin.post(f"/admin/localize/translate/{translation_of(english).pk}/disable/", {"next": "/admin/"})

    assert state(english).is_detached is True
    republish(page, "Първи текст.")
    assert state(english).outdated is True


def test_restarting_the_synchronisation_in_the_page_editor_attaches_again(admin, page, english, republish):
    services.detach(page=english)

    admin.post(f"/admin/pages/{english.pk}/edit/", {"localize-restart-translation": "1"})

    assert state(english).is_detached is False
    republish(page, "Първи текст.")
    assert texts(english) == ["<p>[en] Първи текст.</p>"]


# Only a correction


def test_a_correction_keeps_the_translation(page, english, republish):
    republish(page, "Първи текст.", "Втори текст, поправен.", title="За нас!")

    kept = services.keep_translations(page=page, user=UserFactory())

    assert kept == 2
    assert services.missing_texts(english) == 0


def test_kept_translations_are_published_along(page, english, republish, committed):
    republish(page, "Първи текст.", "Втори текст, поправен.")

    with committed():
        services.keep_translations(page=page)

    assert texts(english) == ["<p>[en] Първи текст.</p>", "<p>[en] Втори текст.</p>"]
    assert state(english).outdated is False


def test_each_paragraph_of_a_text_keeps_its_own_translation(home, english_home, committed, republish):
    """For wagtail-localize all paragraphs of a rich text are one place."""
    page = StandardPageFactory(
        parent=home, slug="long", body=stream(("text", "<p>Едно куче.</p><p>Две котки.</p><p>Три птици.</p>"))
    )
    with committed():
        english = translate(page, "en")

    republish(page, body=stream(("text", "<p>Едно куче!</p><p>Две котки!</p><p>Три птици.</p>")))
    with committed():
        assert services.keep_translations(page=page) == 2

    assert texts(english) == ["<p>[en] Едно куче.</p><p>[en] Две котки.</p><p>[en] Три птици.</p>"]


def test_a_text_that_stands_twice_in_one_place_is_kept_once(home, english_home, committed, republish):
    page = StandardPageFactory(
        parent=home, slug="twice", body=stream(("text", "<p>Питайте пак.</p><p>Питайте пак.</p>"))
    )
    with committed():
        english = translate(page, "en")

    republish(page, body=stream(("text", "<p>Питайте пак!</p><p>Питайте пак!</p>")))
    with committed():
        assert services.keep_translations(page=page) == 1

    assert texts(english) == ["<p>[en] Питайте пак.</p><p>[en] Питайте пак.</p>"]


def test_a_new_text_is_no_correction_of_anything(page, english, republish):
    republish(page, "Първи текст.", "Съвсем друго нещо за здравето и лекарите.")

    assert services.keep_translations(page=page) == 0
    assert services.missing_texts(english) == 1


def test_a_translation_that_could_not_be_used_is_replaced_by_the_one_before(page, english, republish):
    republish(page, "Първи текст.", "Втори текст, поправен.")
    translation = translation_of(english)
    fill_translation(translation)
    StringTranslation.objects.filter(translation_of__data="Втори текст, поправен.").update(has_error=True)

    assert services.keep_translations(page=page) == 1
    assert services.missing_texts(english) == 0


def test_there_is_nothing_to_keep_on_a_page_that_nobody_translated(page):
    assert services.keep_translations(page=page) == 0


# Readers


def test_a_readers_test_is_noted_and_taken_back(home, committed):
    with committed():
        easy = translate(home, "bg-simple")

    services.note_readers(page=easy, tested_by="Група Пловдив", tested_on=date(2026, 3, 1))
    assert (state(easy).tested_by, state(easy).tested_on) == ("Група Пловдив", date(2026, 3, 1))

    services.note_readers(page=easy, tested_by="", tested_on=None)
    assert (state(easy).tested_by, state(easy).tested_on) == ("", None)


def test_readers_see_who_tested_the_page_at_once(client, home, committed):
    with committed():
        easy = translate(home, "bg-simple")
    assert "Група Пловдив" not in client.get("/bg-simple/").content.decode()

    with committed():
        services.note_readers(page=easy, tested_by="Група Пловдив", tested_on=date(2026, 3, 1))

    assert "Група Пловдив" in client.get("/bg-simple/").content.decode()


def test_publishing_again_keeps_the_readers_test(home, committed, republish):
    with committed():
        easy = translate(home, "bg-simple")
    services.note_readers(page=easy, tested_by="Група", tested_on=date(2026, 3, 1))

    republish(home, show_in_menus=True)

    assert state(easy).tested_by == "Група"


# Pages that go


def every_view_works(client, admin, *pages) -> None:
    for page in pages:
        assert client.get(page.url).status_code == 200
        for address in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.pk}/languages/"):
            assert admin.get(address).status_code == 200
    for address in ("/admin/", "/sitemap.xml", "/", "/admin/localize/reports/translations/"):
        assert (client if not address.startswith("/admin") else admin).get(address).status_code == 200


def test_deleting_a_translation_breaks_nothing(client, admin, page, english, committed):
    with committed():
        fresh(english).delete()

    assert not Translation.objects.filter(source__object_id=page.translation_key).exists()
    assert not TranslationState.objects.filter(source=page).exists()
    assert client.get("/en/about/").status_code == 404
    every_view_works(client, admin, page)


def test_a_deleted_translation_can_be_made_again(client, page, english, committed, admin):
    with committed():
        fresh(english).delete()

    with committed():
        admin.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [Locale.objects.get(language_code="en").pk]})
    translation = Translation.objects.get(source__object_id=page.translation_key)
    assert translation.get_target_instance().live is False
    fill_translation(translation, {"За нас": "Again"})
    with committed():
        translation.save_target(publish=True)

    assert "Again" in client.get("/en/about/").content.decode()


def test_deleting_the_source_leaves_its_translation_readable(client, admin, page, english, committed):
    with committed():
        fresh(page).delete()

    assert fresh(english).live
    assert client.get("/bg/about/").status_code == 404
    every_view_works(client, admin, english)


def test_a_translation_without_its_source_can_be_edited_and_published(admin, page, english, committed, republish):
    with committed():
        fresh(page).delete()

    republish(english, "Text of its own.")

    assert texts(english) == ["<p>Text of its own.</p>"]


def test_deleting_a_source_through_the_admin_works(client, admin, page, english, committed):
    with committed():
        response = admin.post(f"/admin/pages/{page.pk}/delete/", follow=True)

    assert response.status_code == 200
    assert not Page.objects.filter(pk=page.pk).exists()
    every_view_works(client, admin, english)


def test_a_renamed_source_breaks_nothing(client, admin, page, english, republish):
    republish(page, slug="who-we-are", title="Кои сме ние")

    assert state(english).outdated is True
    every_view_works(client, admin, fresh(page), fresh(english))
    assert client.get("/en/about/", follow=True).status_code == 200


def test_a_source_moved_elsewhere_breaks_nothing(client, admin, home, page, english, committed):
    section = StandardPageFactory(parent=home, slug="section")

    with committed():
        fresh(page).move(section, pos="last-child")

    every_view_works(client, admin, fresh(page), fresh(english))


def test_deleting_an_easy_page_leaves_what_was_translated_from_it(client, admin, home, committed):
    with committed():
        easy = translate(home, "bg-simple")
        arabic = translate(easy, "ar-simple")

    with committed():
        fresh(easy).delete()

    every_view_works(client, admin, home, arabic)


# Starting


def test_starting_a_translation_twice_gives_the_same_one(home):
    locale = Locale.objects.get(language_code="en")

    assert services.start_translation(page=home, target=locale) == services.start_translation(page=home, target=locale)


def test_starting_a_translation_makes_no_page(home):
    services.start_translation(page=home, target=Locale.objects.get(language_code="en"))

    assert Page.objects.filter(translation_key=home.translation_key).count() == 1


@pytest.mark.parametrize("code", ["ar-simple", "bg"])
def test_a_translation_from_the_wrong_language_is_refused_by_name(home, code):
    with pytest.raises(services.WrongSource):
        services.start_translation(page=home, target=Locale.objects.get(language_code=code))

    assert not Translation.objects.exists()
    assert not TranslationSource.objects.filter(translations__isnull=False).exists()
