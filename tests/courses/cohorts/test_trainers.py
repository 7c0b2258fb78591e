"""What the group "Trainer" may do, and above all what it may not. Every address is tried, not only the menu."""

from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from courses.cohorts.models import TRAINERS
from tests.factories import UserFactory
from tests.factories.cohorts import member, session


def codes(response) -> int:
    """Return the status in the end; the admin sends whoever may not enter back to its first page."""
    return 403 if response.status_code == 302 and response["Location"] == "/admin/" else response.status_code


def test_the_group_may_enter_the_admin_hand_out_copies_and_nothing_else(db):
    group = Group.objects.get(name=TRAINERS)

    assert {str(right.codename) for right in group.permissions.all()} == {"access_admin", "add_handout"}
    assert not group.page_permissions.exists()
    assert not group.collection_permissions.exists()


def test_rights_to_arrange_cohorts_exist_for_other_groups(db):
    assert Permission.objects.filter(codename="change_cohort").exists()


def addresses(cohort):
    """Return every page about a cohort with a member, a session, a visit and a plan in it."""
    one, day = member(cohort, f"Мария {cohort.pk}"), session(cohort)
    visit = one.mentoring.create(on=day.on, mentor="Иван", agreed="Писмо")
    plan = one.plans.create(problem="Вода", steps="Писмо")
    names = [
        ("cohort_screen", ()),
        ("cohort_export", ("csv",)),
        ("cohort_export", ("xlsx",)),
        ("cohort_add_people", ()),
        ("cohort_member", (one.pk,)),
        ("cohort_add_record", (one.pk, "mentoring")),
        ("cohort_edit_record", (one.pk, "mentoring", visit.pk)),
        ("cohort_edit_record", (one.pk, "plan", plan.pk)),
        ("cohort_add_session", ()),
        ("cohort_edit_session", (day.pk,)),
        ("cohort_roster", (day.pk,)),
        ("cohort_sheet", (day.pk,)),
    ]
    to_send = [
        ("cohort_open", ()),
        ("cohort_card", (one.pk,)),
        ("cohort_certify", ()),
        ("cohort_recognise", (one.pk,)),
        ("cohort_decide", (one.pk,)),
    ]
    return (
        [reverse(name, args=[cohort.pk, *more]) for name, more in names],
        [reverse(name, args=[cohort.pk, *more]) for name, more in to_send],
    )


def test_a_trainer_sees_every_page_of_the_own_cohort(trainer, cohort):
    shown, _sent = addresses(cohort)

    assert [address for address in shown if trainer.get(address).status_code != 200] == []


def test_a_foreign_cohort_does_not_exist_for_a_trainer(trainer, cohort, foreign):
    shown, sent = addresses(foreign)
    before = foreign.is_open

    assert {trainer.get(address).status_code for address in shown} == {404}
    assert {trainer.post(address, {"open": "no", "language": "bg"}).status_code for address in sent} == {404}
    posts = [address for address in shown if "export" not in address and "sheet" not in address]
    assert {trainer.post(address, {"name": "X"}).status_code for address in posts} <= {404, 405}
    foreign.refresh_from_db()
    assert foreign.is_open == before


def test_rows_of_a_foreign_cohort_are_not_reached_through_the_own_one(trainer, cohort, foreign):
    shown, _sent = addresses(foreign)
    mixed = [
        address.replace(f"/cohorts/{foreign.pk}/", f"/cohorts/{cohort.pk}/")
        for address in shown
        if "/people/" in address or "/sessions/" in address
    ]
    mixed = [address for address in mixed if not address.endswith(("/people/", "/sessions/add/"))]

    assert {trainer.get(address).status_code for address in mixed} == {404}


def test_the_list_and_the_menu_show_the_own_cohorts(trainer, cohort, foreign):
    page = trainer.get("/admin/cohorts/").content.decode()

    assert cohort.name in page
    assert foreign.name not in page
    assert '"/admin/cohorts/"' in page
    assert "/admin/cohort/" not in page


def test_somebody_who_trains_nothing_has_no_entry_in_the_menu(editor, cohort):
    assert "/admin/cohorts/" not in editor.get("/admin/").content.decode()
    assert cohort.name not in editor.get("/admin/cohorts/").content.decode()


def test_whoever_left_the_group_is_out(trainer, cohort):
    trainer.user.groups.clear()

    assert trainer.get(reverse("cohort_screen", args=[cohort.pk])).status_code == 302


def test_without_a_log_in_there_is_nothing(client, cohort):
    shown, _sent = addresses(cohort)

    assert {client.get(address)["Location"].split("?")[0] for address in shown} == {"/admin/login/"}


def test_a_trainer_edits_no_page(trainer, books):
    page, home = books.chapters[0], books.handbooks.get_parent()
    tried = [
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        reverse("wagtailadmin_pages:move", args=[page.pk]),
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk]),
        reverse("make_course", args=[books.handbook.pk]),
        reverse("page_languages", args=[page.pk]),
    ]

    assert [address for address in tried if codes(trainer.get(address)) not in (403, 404)] == []
    assert [address for address in tried if codes(trainer.post(address, {"title": "X"})) not in (403, 404)] == []
    page.refresh_from_db()
    assert page.live and page.title == "First"


def test_a_trainer_administers_neither_people_nor_settings_nor_cohorts(trainer, cohort):
    other = UserFactory()
    tried = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[other.pk]),
        reverse("wagtailusers_users:edit", args=[trainer.user.pk]),
        reverse("wagtailusers_groups:index"),
        reverse("wagtailsites:index"),
        reverse("wagtailredirects:index"),
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
        reverse("wagtailsnippets_projects_place:list"),
        *(reverse(f"cohort:{name}") for name in ("index", "add")),
        *(reverse(f"cohort:{name}", args=[cohort.pk]) for name in ("edit", "delete", "history", "usage")),
    ]

    assert [address for address in tried if codes(trainer.get(address)) not in (403, 404)] == []
    sent = {"trainers": [trainer.user.pk], "name": "X"}
    assert [address for address in tried if codes(trainer.post(address, sent)) not in (403, 404, 405)] == []
    cohort.refresh_from_db()
    assert cohort.name == "Лом"


def test_the_history_of_the_site_tells_a_trainer_nothing(trainer, admin, foreign, books):
    admin.post(reverse("cohort:delete", args=[foreign.pk]))
    address = reverse("wagtailadmin_reports:site_history")

    assert foreign.name in admin.get(address).content.decode()
    page = trainer.get(address).content.decode()
    assert foreign.name not in page
    assert books.chapters[0].title not in page


def test_an_administrator_sees_all_cohorts_and_arranges_them(admin, cohort, foreign, books):
    page = admin.get("/admin/cohorts/").content.decode()
    assert cohort.name in page and foreign.name in page

    someone = UserFactory()
    someone.groups.add(Group.objects.get(name=TRAINERS))
    form = {
        "name": "Благоевград",
        "course_key": str(books.course.translation_key),
        "trainers": [someone.pk],
        "starts_on": "2026-03-01",
        "ends_on": "2026-05-31",
        "seats": "24",
        "is_open": "on",
    }
    assert admin.post(reverse("cohort:add"), form).status_code == 302
    made = someone.cohorts.get()
    assert made.course_key == books.course.translation_key
    assert len(made.join_code) == 10


def test_a_cohort_does_not_end_before_it_begins(admin, books):
    form = {"name": "X", "course_key": str(books.course.translation_key), "seats": "2"}
    response = admin.post(reverse("cohort:add"), form | {"starts_on": "2026-03-02", "ends_on": "2026-03-01"})

    assert "ends_on" in response.context["form"].errors
