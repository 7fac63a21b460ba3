"""The report of the sample night in a real browser, with real clicks."""

import re
import shutil
from itertools import pairwise

import pytest

from analysis.report import render
from tests.analysis.report.data import report_data, small_points

pytestmark = pytest.mark.xdist_group("prefect")

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if CHROMIUM is None:
        pytest.skip("no chromium is installed: apt-get install chromium")
    profile = tmp_path_factory.mktemp("profile")
    with sync_api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            args=FLAGS,
            headless=True,
            viewport={"width": 1440, "height": 900},
        )
        yield context
        context.close()


@pytest.fixture
def page(browser, sample_home):
    """The report, freshly opened; at the end nothing may have been complained about or asked for elsewhere."""
    page = browser.new_page()
    complaints, requests = [], []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto((sample_home / "reports" / "latest" / "index.html").resolve().as_uri())
    page.locator("[data-benchmark=imagenet_top1] .plot .points path").first.wait_for()
    yield page
    page.evaluate("localStorage.clear()")
    page.close()
    assert complaints == []
    assert [url for url in requests if not re.match(r"file:|data:|blob:", url)] == []


@pytest.fixture
def figure(page):
    return page.locator("[data-benchmark=imagenet_top1]")


def lines_drawn(figure):
    return figure.locator(".plot .scatterlayer .js-line").count()


def test_a_line_is_switched_on_and_off(figure):
    before = lines_drawn(figure)
    box = figure.get_by_label("compute on error")
    box.check()
    assert lines_drawn(figure) == before + 1
    box.uncheck()
    figure.get_by_label("least squares").uncheck()
    assert lines_drawn(figure) == before - 1


def test_another_measure_shows_its_points_and_lines(figure):
    figure.get_by_role("combobox", name="Compute").select_option("consolidated")
    sync_api.expect(figure.locator(".plot .xtitle")).not_to_contain_text("network operations")
    figure.get_by_role("combobox", name="Compute").select_option("network_operations")
    sync_api.expect(figure.locator(".plot .xtitle")).to_contain_text("network operations")
    exponent = figure.locator("label", has_text="least squares").locator("output").inner_text()
    assert float(exponent) > 1


def test_colours_by_family_come_with_a_legend(figure):
    figure.get_by_role("combobox", name="Colour").select_option("family")
    assert figure.locator(".plot .legendtext").count() > 2


def test_hovering_names_the_model_and_a_click_opens_its_evidence(page, figure):
    point = figure.locator(".plot .points path").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    label = figure.locator(".plot .hoverlayer .hovertext").first
    sync_api.expect(label).to_contain_text("FLOP")
    page.mouse.down()
    page.mouse.up()
    dialog = page.get_by_role("dialog")
    sync_api.expect(dialog).to_be_visible()
    model = dialog.locator("h2").inner_text()
    assert model in label.text_content()
    assert dialog.locator("blockquote").count() >= 1
    sync_api.expect(dialog).to_contain_text("The result")
    sync_api.expect(dialog).to_contain_text("The training run")
    sync_api.expect(dialog).to_contain_text("How the estimate is made")
    dialog.get_by_role("button", name="Close").click()
    sync_api.expect(dialog).to_be_hidden()


def test_the_keyboard_alone_reaches_the_evidence(page, figure):
    plot = figure.locator(".plot")
    plot.focus()
    page.keyboard.press("End")
    spoken = figure.locator("[aria-live]").inner_text()
    assert "FLOP" in spoken
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    sync_api.expect(dialog).to_be_visible()
    assert spoken.startswith(dialog.locator("h2").inner_text())
    page.keyboard.press("Escape")
    sync_api.expect(dialog).to_be_hidden()
    sync_api.expect(plot).to_be_focused()


def test_a_table_is_sorted_and_filtered(page):
    page.get_by_text(re.compile(r"All \d+ points as a table")).first.click()
    region = page.get_by_role("region", name="Points of ImageNet top-1")
    heading = region.get_by_role("columnheader", name="compute (FLOP)")
    heading.get_by_role("button").click()
    sync_api.expect(heading).to_have_attribute("aria-sort", "ascending")
    sizes = region.locator("tbody tr td:nth-child(5)").evaluate_all(
        "cells => cells.map(c => +c.dataset.sort)"
    )
    assert sizes == sorted(sizes)
    heading.get_by_role("button").click()
    sync_api.expect(heading).to_have_attribute("aria-sort", "descending")
    page.get_by_role("searchbox", name="Filter: Points of ImageNet top-1").fill("network operations")
    shown = region.locator("tbody tr:visible")
    assert 0 < shown.count() < len(sizes)
    assert all("network operations" in text for text in shown.all_inner_texts())
    shown.first.get_by_role("button").click()
    sync_api.expect(page.get_by_role("dialog")).to_contain_text("network operations")


def test_dark_mode_follows_the_system_and_the_button(page, figure):
    body, title = page.locator("body"), figure.locator(".plot .xtitle")
    light, dark = "rgb(255, 255, 255)", "rgb(18, 22, 27)"
    sync_api.expect(body).to_have_css("background-color", light)
    page.emulate_media(color_scheme="dark")
    sync_api.expect(body).to_have_css("background-color", dark)
    sync_api.expect(title).to_have_css("fill", "rgb(230, 234, 239)")
    page.get_by_role("button", name="Dark").click()
    sync_api.expect(body).to_have_css("background-color", light)
    page.reload()
    sync_api.expect(body).to_have_css("background-color", light)
    page.emulate_media(color_scheme=None)


def test_it_prints_with_still_figures(page, tmp_path):
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    page.emulate_media(media="print")
    still = page.locator("img[src='figures/imagenet_top1.svg']").first
    still.evaluate("image => { image.loading = 'eager'; }")
    sync_api.expect(still).to_be_visible()
    assert not page.locator(".benchmark .plot").first.is_visible()
    page.emulate_media(media=None)


@pytest.mark.parametrize("anchor", ["multiverse", "projections", "agreement", "claims", "quality"])
def test_the_bar_leads_to_its_sections_on_a_fresh_load(page, anchor):
    page.reload()
    page.locator(f".bar nav a[href='#{anchor}']").click()
    page.wait_for_timeout(2700)
    top = page.evaluate(f"document.getElementById('{anchor}').getBoundingClientRect().top")
    assert 0 <= top < 120


def test_nothing_sticks_out_on_a_narrow_screen(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    # Preloading would fetch the style sheet again, which no browser allows for files.
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]})
    page.emulate_media(color_scheme=None)
    assert found.violations_count == 0, found.generate_report()


def test_published_tables_are_a_layer_that_is_switched_on(browser, tmp_path):
    for name, content in render(report_data(small_points())).files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    figure = page.locator("[data-benchmark=imagenet_top1]")
    points = figure.locator(".plot .points path")
    points.first.wait_for()
    before = points.count()
    figure.get_by_label("published tables").check()
    # One with its compute, one as a tick at the edge.
    sync_api.expect(points).to_have_count(before + 2)
    figure.get_by_label("published tables").uncheck()
    sync_api.expect(points).to_have_count(before)
    page.close()


def test_axis_labels_do_not_overlap_however_few_points_there_are(page):
    page.set_viewport_size({"width": 390, "height": 844})
    for name in page.locator("[data-benchmark]").evaluate_all(
        "all => all.map((one) => one.dataset.benchmark)"
    ):
        figure = page.locator(f"[data-benchmark={name}]")
        figure.scroll_into_view_if_needed()
        figure.locator(".plot .points path").first.wait_for()
        for axis, begin, end in (("x", "left", "right"), ("y", "top", "bottom")):
            boxes = figure.locator(f".plot .{axis}tick text").evaluate_all(
                "all => all.map((one) => one.getBoundingClientRect().toJSON())"
            )
            ordered = sorted(boxes, key=lambda box: box[begin])
            assert boxes, (name, axis)
            assert all(one[end] <= two[begin] + 1 for one, two in pairwise(ordered)), (name, axis)
