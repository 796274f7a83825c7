"""The page of papers: text at once, pictures and numbers once a figure is looked at or computed."""

import pytest
from bokeh.document import Document

from ionoscope.app.pages import paper_runs
from ionoscope.app.pages.papers import PapersPage
from ionoscope.app.pages.shell import PAGES, Shell
from ionoscope.app.reproduction.figures import PaperFigure, figures
from ionoscope.app.share import link
from ionoscope.engine import EXPERIMENTS


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Figures of runs that take a moment each."""
    whole = PaperFigure.experiments

    def experiments(self, quick=False):
        runs = whole(self, quick)
        seed = int(quick)
        return {k: [e.changed(**e.small, seed=seed) for e in own] for k, own in runs.items()}

    monkeypatch.setattr(PaperFigure, "experiments", experiments)
    paper_runs.form.cache_clear()
    yield
    paper_runs.form.cache_clear()


@pytest.fixture
def page(context):
    page = PapersPage(context)
    yield page
    page.close()


def section(page, name):
    return next(s for s in page.sections if s.figure.name == name)


def until_over(page, own, wait_until):
    def done():
        page.tick()
        return own.runs.set.started and not own.runs.set.busy

    wait_until(done, "the figure's runs")
    page.tick()


def test_it_opens_with_all_figures_as_text_and_computes_nothing(page, store):
    assert [s.figure.name for s in page.sections] == list(figures())
    page.arrive()
    assert not store.runs and not any(s.lives for s in page.sections)
    told = section(page, "seom-7").text.object
    assert "40(5)\u00a0meV" in told and "not computed" in told and "E_a" not in told
    assert told.index("printed number") < told.index("independent calculations beside ours")
    assert "The ion's own temperature" in told.replace("&#x27;", "'")


def test_every_link_opens_a_page_with_the_presets_values(page):
    import html
    import re

    for own in page.sections:
        addresses = re.findall(r'<a href="([^"]+)"', own.text.object)
        assert len(addresses) == len(own.figure.runs)
        for address, spec in zip(addresses, own.figure.runs.values(), strict=True):
            read = link.read(html.unescape(address), tuple(PAGES))
            assert (read.page, read.trouble) == (spec.experiment, "")
            asked = EXPERIMENTS[read.page].from_text(read.parameters).values()
            assert asked in [e.values() for e in spec._replace(overlay=False).experiments()]


def test_a_figure_is_computed_and_compared(page, wait_until):
    own = section(page, "gate-3")
    own.start(quick=True)
    until_over(page, own, wait_until)
    assert own.status.word == "finished" and not own.compute.disabled
    in_order = [own.lives[panel.title].pane for panel in own.figure.panels]
    assert [picture[1] for picture in own.pictures] == in_order
    assert all(live.shown[0] for live in own.lives.values())
    assert own.text.object.count(">agrees<") == 2 and "In the short form" in own.text.object
    assert "not computed" not in own.text.object


def test_what_was_computed_is_found_again(context, page, wait_until, store):
    own = section(page, "gate-3")
    own.start(quick=True)
    until_over(page, own, wait_until)
    wait_until(lambda: store.catalogue.count() == 4, "kept runs")
    again = PapersPage(context)
    found = section(again, "gate-3")
    runs = len(store.runs)
    found.look()

    def read():
        again.tick()
        return bool(found.lives)

    wait_until(read, "what was kept")
    assert len(store.runs) == runs
    assert found.text.object.count(">agrees<") == 2
    found.start(found.runs.quick)  # all is there: it is computed anew
    assert len(found.runs.set.started) == 4
    again.close()


def test_a_page_that_comes_while_runs_go_on_shows_them(context, page, wait_until):
    own = section(page, "seom-6")
    own.start(quick=True)
    other = PapersPage(context)
    found = section(other, "seom-6")
    found.look()
    assert {r.id for r in found.runs.set.runs} == {r.id for r in own.runs.set.runs}
    assert found.runs.quick
    page.stop()
    until_over(page, own, wait_until)
    assert own.status.word == "stopped"
    other.close()


def test_away_it_draws_nothing(page, wait_until):
    own = section(page, "gate-3")
    page.away = True
    own.start(quick=True)
    wait_until(lambda: not own.runs.set.busy, "the runs")
    page.tick()
    assert not own.lives
    page.away = False
    page.tick()
    assert own.lives


def test_the_bar_leads_there(store, monkeypatch):
    import panel as pn

    monkeypatch.setattr(type(pn.state), "curdoc", Document())
    shell = Shell(store)
    shell.go("papers")
    assert shell.top.here == "papers" and isinstance(shell.page, PapersPage)
    shell.close()
