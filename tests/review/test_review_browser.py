"""The review page in a real browser: keys, undo, kept state, saved labels, nothing hostile runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser found: none of {', '.join(BROWSERS)} is on the path")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, reviewed: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto((reviewed / "review.html").as_uri())
    yield opened
    context.close()


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press({"<": "ArrowLeft", ">": "ArrowRight"}.get(key, key))


def done(page: Page) -> str:
    return page.locator("#done").inner_text()


def saved(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.locator(button).click()
    return Path(download.value.path()).read_text("utf-8")


def test_hostile_text_is_shown_and_nothing_runs_or_is_asked_for(
    browser: Browser, reviewed: Path
) -> None:
    page, said, asked = browser.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    address = (reviewed / "review.html").as_uri()
    page.goto(address, wait_until="load")
    press(page, "hsmc")
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert page.title() == "Review: provaudit"
    assert "</script><script>document.title='run'</script>" in page.locator("#text").inner_text()
    assert page.locator("#text *").count() == 0
    page.close()


def test_keys_label_move_and_undo(page: Page) -> None:
    press(page, "hsm")
    assert done(page) == "3 of 60 labelled; this is record 4"
    press(page, "u")
    assert done(page) == "2 of 60 labelled; this is record 3"
    press(page, "<")
    assert page.locator("button[data-label=synthetic]").get_attribute("aria-pressed") == "true"
    press(page, "h")  # changes the label of record 2, and goes on to the first without one
    assert done(page) == "2 of 60 labelled; this is record 3"
    press(page, "u")
    assert page.locator("button[data-label=synthetic]").get_attribute("aria-pressed") == "true"
    press(page, "<<<<")
    assert done(page).endswith("this is record 1")


def test_letters_of_a_name_are_no_labels(page: Page) -> None:
    page.locator("#reviewer").fill("Ms Huch")
    page.locator("#reviewer").press("s")
    assert done(page).startswith("0 of 60")


def test_state_is_kept_and_broken_state_is_not_trusted(page: Page) -> None:
    page.locator("#reviewer").fill("ann")
    page.locator("h1").click()
    press(page, "hs")
    page.reload()
    assert done(page) == "2 of 60 labelled; this is record 3"
    assert page.locator("#reviewer").input_value() == "ann"
    for broken in ("{", "null", '{"labels": 1}', '{"labels": {}, "history": [], "now": 999}'):
        page.evaluate("(text) => localStorage.setItem(Object.keys(localStorage)[0], text)", broken)
        page.reload()
        assert done(page) == "0 of 60 labelled; this is record 1"


def test_saved_labels_feed_the_audit(
    page: Page, reviewed: Path, tmp_path: Path, provaudit: Callable[..., Any]
) -> None:
    page.locator("#reviewer").fill('ann, "the" first')
    page.locator("h1").click()
    press(page, "h" * 40 + "s" * 19 + "c")
    assert page.locator("#finished").is_visible()
    lines = saved(page, "#lines")
    first = json.loads(lines.splitlines()[0])
    assert (first["label"], first["reviewer"]) == ("human", 'ann, "the" first')
    assert {"stratum", "draws", "inclusion", "time"} < first.keys()
    (tmp_path / "ann.jsonl").write_text(lines)
    (tmp_path / "ann.csv").write_text(saved(page, "#table"))
    shutil.copytree(reviewed / "audit", tmp_path / "audit")
    said = [
        provaudit("review", "audit", "--labels", name, cwd=tmp_path)
        for name in ("ann.jsonl", "ann.csv")
    ]
    assert said[0].stdout == said[1].stdout
    assert "40 human, 19 synthetic, 0 mixed, 1 cannot tell" in said[0].stdout


def test_it_fits_a_phone(browser: Browser, reviewed: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((reviewed / "review.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
