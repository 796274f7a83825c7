"""Help on every page leads to the documentation, or to how it is built."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.soak
def test_help_opens_the_documentation(visitor, page):
    visitor.open("?page=home")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Help").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("/docs/")
    assert re.search("make docs|Tutorials", opened.value.inner_text("body"))
