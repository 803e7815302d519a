"""The page in a real browser: it runs nothing, asks for nothing and fits small screens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from provaudit.report import write_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ATTACK = "<script>document.title=1</script><img src=x onerror=document.title=2>" + "w" * 300

Facts = dict[str, Any]
Audit = Callable[..., Facts]


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
def address(audit: Audit, tmp_path: Path) -> str:
    """Return the address of a page whose sources, groups, findings and excerpts are hostile."""
    facts = audit("mixed")
    facts["origin"]["by_source"][0]["source"] = ATTACK
    facts["representation"]["attributes"][0]["groups"][0]["value"] = ATTACK
    facts["evidence"][0]["example"]["excerpt"] = ATTACK
    facts["findings"][0] |= {"message": ATTACK, "where": ATTACK}
    write_html(facts, tmp_path / "report.html")
    return (tmp_path / "report.html").as_uri()


def test_nothing_runs_nothing_is_requested_nothing_is_complained_about(
    browser: Browser, address: str
) -> None:
    page, said, asked = browser.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="load")
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert page.title() == "teaching-corpus: provaudit report"
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1280, 1600])
def test_the_page_never_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_one_size_of_each_chart_is_shown(browser: Browser, address: str) -> None:
    for width, shown in ((360, "narrow"), (1280, "wide")):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(address)
        visible = page.locator(".chart svg:visible")
        assert visible.count() == page.locator(f".chart .{shown} svg").count() > 5
        page.close()


def test_it_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.get_by_role("heading", name="How much is synthetic?").is_visible()
    page.get_by_text("By file (3 files)").click()
    assert page.get_by_text("encyclopedia/a.parquet").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(browser: Browser, address: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(address)
    variables = page.evaluate(
        """() => Object.fromEntries(
            ['page', 'card', 'ink', 'ink-soft', 'link', 'error-ink', 'error-back', 'warning-ink',
             'warning-back', 'note-ink', 'note-back', 'human', 'synthetic', 'mixed', 'unknown']
            .map(name => [name, getComputedStyle(document.documentElement)
                .getPropertyValue('--' + name)]))"""
    )
    text = [(ink, back) for ink in ("ink", "ink-soft", "link") for back in ("page", "card")]
    text += [(f"{level}-ink", f"{level}-back") for level in ("error", "warning", "note")]
    for ink, back in text:
        assert _contrast(variables[ink], variables[back]) >= 4.5, (ink, back)
    for mark in ("human", "synthetic", "mixed", "unknown"):
        assert _contrast(variables[mark], variables["card"]) >= 3, mark
    page.close()


def test_landmarks_names_and_captions_are_there(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    assert page.get_by_role("main").count() == page.get_by_role("navigation").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.locator("table").count() == page.locator("table > caption").count()
    assert page.locator("[role=img]:not([aria-label])").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answers"
    page.close()


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour.strip()[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
