"""Pages about cohorts, looked at with axe-core: what learners see, and what trainers see within Wagtail's frame."""

import re

import pytest
from playwright.sync_api import Page, expect

from cms.demo import files
from cms.demo.logins import LOGINS
from tests.browser.steps import press
from tests.browser.test_accessibility import ALL_RULES, BOTH_SCHEMES, unfold, violations
from tests.demo_pages import LANGUAGES

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
LEADERS, NEWCOMERS = files.cohorts()
TRAINER = next(login for login in LOGINS if login.what == "trainer")
# Wagtail's frame and colours are its own.
OURS = ".nice-padding"
ADMIN_RULES = {"rules": {"target-size": {"enabled": True}}}


def look_at(page: Page) -> None:
    """Check a learners' page in light and dark."""
    page.emulate_media(color_scheme="light")
    assert violations(page, ALL_RULES) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"runOnly": BOTH_SCHEMES}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_somebody_joins(new_context, language):
    page = new_context(**PHONE).new_page()
    page.goto(f"/{language}/join/{NEWCOMERS['join_code']}/")
    look_at(page)
    page.locator("#name").fill(" ")
    press(page.locator("main form button"))
    expect(page.locator("#problem")).to_be_visible()
    look_at(page)
    page.locator("#name").fill("Рая Примерова")
    press(page.locator("main form button"))
    expect(page.locator(".said.good")).to_be_visible()
    look_at(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_axe_finds_nothing_where_nobody_can_join_any_more(new_context):
    page = new_context(**PHONE).new_page()
    page.goto(f"/bg/join/{LEADERS['join_code']}/")
    expect(page.locator(".said.bad")).to_be_visible()
    look_at(page)


class TestATrainersPages:
    @pytest.fixture
    def trainer(self, new_context):
        """The browser of the demo's trainer, who looks at the list of cohorts."""
        page = new_context(viewport={"width": 412, "height": 900}).new_page()
        page.goto("/admin/login/?next=/admin/cohorts/")
        page.locator("[name=username]").fill(TRAINER.email)
        page.locator("[name=password]").fill(TRAINER.password)
        press(page.locator("[type=submit]"))
        expect(page).to_have_url(re.compile("/admin/cohorts/$"))
        return page

    @pytest.fixture
    def cohort(self, trainer):
        """The same, looking at a cohort."""
        press(trainer.get_by_role("link", name=LEADERS["name"]))
        expect(trainer.locator("#help")).to_be_visible()
        return trainer

    def test_the_list_of_cohorts(self, trainer):
        expect(trainer.locator(f"{OURS} tbody tr")).to_have_count(2)
        assert violations(trainer, ADMIN_RULES, OURS) == []

    def test_the_cohort_with_everything_unfolded(self, cohort):
        unfold(cohort, f"{OURS} details")
        assert violations(cohort, ADMIN_RULES, OURS) == []

    @pytest.mark.parametrize("which", ["/people/", "/sessions/add/", "/roster/", "#sessions th a"])
    def test_forms_about_people_and_sessions(self, cohort, which):
        link = which if which.startswith("#") else f"{OURS} a[href$='{which}']"
        cohort.goto(cohort.locator(link).first.get_attribute("href"))
        expect(cohort.locator(f"{OURS} form")).to_be_visible()
        assert violations(cohort, ADMIN_RULES, OURS) == []

    def test_a_form_that_was_filled_in_wrong(self, cohort):
        cohort.goto(cohort.locator(f"{OURS} a[href$='/people/']").get_attribute("href"))
        cohort.locator("[name=names]").fill("Един Пробен")
        press(cohort.locator(f"{OURS} form button"))
        expect(cohort.locator(".error-message")).to_be_visible()
        assert violations(cohort, ADMIN_RULES, OURS) == []

    def test_a_member_and_their_records(self, cohort):
        press(cohort.get_by_role("link", name="Магдалена Примерова"))
        expect(cohort.locator("#mentoring tbody tr")).to_have_count(2)
        expect(cohort.locator("#plans tbody tr")).to_have_count(1)
        assert violations(cohort, ADMIN_RULES, OURS) == []
        for address in [link.get_attribute("href") for link in cohort.locator("#mentoring a, #plans a").all()]:
            cohort.goto(address)
            expect(cohort.locator(f"{OURS} form")).to_be_visible()
            assert violations(cohort, ADMIN_RULES, OURS) == [], address

    def test_the_list_to_sign_and_a_card(self, cohort):
        cohort.goto(cohort.locator("a[href$='/sheet/']").first.get_attribute("href"))
        assert violations(cohort, ALL_RULES) == []
        cohort.goto(cohort.locator("nav a").get_attribute("href"))
        press(cohort.locator("#help th a").first)
        press(cohort.locator("#card button"))
        expect(cohort.locator(".code")).to_be_visible()
        assert violations(cohort, ALL_RULES) == []
