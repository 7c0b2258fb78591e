"""Take pictures of the site's main pages: `make screenshots` (needs the demo running; BASE_URL says where).

Saves var/screenshots/<page>-<language>-<width>-<scheme>.png for phones (360) and desks (1280), light and dark.
"""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

BASE_URL = os.environ.get("BASE_URL", "http://localhost:8000")
TARGET = Path(os.environ.get("VAR_DIR", "var")) / "screenshots"
PAGES = {
    "home": "",
    "course": "courses/common-cases/",
    "lesson": "courses/common-cases/school/",
    "handbook": "handbooks/common-cases/",
    "project": "projects/capacity-building/",
}
ONLY = {"project": ("bg", "en")}
LANGUAGES = ("bg", "bg-simple", "ar-simple")


def main() -> None:
    """Take all pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width in (360, 1280):
                context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
                page = context.new_page()
                for language in LANGUAGES:
                    for name, path in PAGES.items():
                        if language not in ONLY.get(name, LANGUAGES):
                            continue
                        page.goto(f"{BASE_URL}/{language}/{path}", wait_until="networkidle")
                        page.screenshot(path=TARGET / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
                page.goto(f"{BASE_URL}/", wait_until="networkidle")
                page.screenshot(path=TARGET / f"chooser-{width}-{scheme}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
