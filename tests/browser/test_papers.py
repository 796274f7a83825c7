"""The page of papers in a browser: pictures come when they are computed or were kept."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.soak
def test_a_figure_is_computed_and_there_again_after_a_reload(visitor, page):
    visitor.open()
    visitor.turn_to("Papers")
    visitor.address_has(page="papers")
    assert not page.locator(".bk-Figure").count()
    page.get_by_role("button", name="Short form").first.click()
    page.get_by_text("In the short form").first.wait_for()
    page.get_by_text("agrees", exact=True).nth(1).wait_for()
    assert visitor.image("gallery")
    visitor.open("?page=papers")
    page.get_by_text("agrees", exact=True).nth(1).wait_for()
    visitor.wait("() => peek.image('gallery') !== 0")
    for width in (1280, 768):
        visitor.resize(width, 800)
        over = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert over <= 0


def test_a_link_opens_the_page_of_a_run(visitor, page):
    visitor.open("?page=papers")
    page.get_by_role("link", name="Temperature, Fig. 7").first.click()
    visitor.address_has(page="diffusion-temperature", temperatures="10,15,20,25,30,40,50")
