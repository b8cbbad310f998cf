"""Results side by side."""

import math

import pytest
from playwright.sync_api import expect

from chalicelib.errors import HostNotFound
from tests.browser.results import counted, failed
from tests.browser.samples import page
from tests.browser.test_charts import BARS
from tests.browser.visitor import SIDEWAYS


@pytest.fixture
def soup(api):
    text = "Soup is water and salt. The bread goes into the soup, and the water takes the salt up."
    return counted(page("Soup", text), "https://cook.example/soup")


def counts(api, job, stop_words="include"):
    found = api.get(f"/jobs/{job}/words?stop_words={stop_words}&limit=1000").json()["words"]
    return {one["word"]: one["count"] for one in found}


def log_likelihood(one, other, total, other_total):
    """By Rayson and Garside, for a word's counts in two texts."""
    expected = (one + other) / (total + other_total)
    parts = ((one, total * expected), (other, other_total * expected))
    return 2 * sum(count * math.log(count / usual) for count, usual in parts if count)


def test_recent_results_are_chosen_and_compared(visitor_with_phone, site):
    visitor = visitor_with_phone
    visitor.open()
    for path in ("/one", "/two"):
        visitor.count(site.page(path, page(f"Page {path}", f"water {path[1:]}")))
        expect(visitor.heading).to_have_text(f"Page {path}")
    visitor.page.get_by_role("link", name="Compare").click()
    expect(visitor.heading).to_have_text("Compare with what?")
    expect(visitor.page.get_by_label("Compare Page /two")).to_be_checked()
    expect(visitor.button("Compare")).to_be_disabled()
    visitor.page.get_by_label("Compare Page /one").check()
    visitor.button("Compare").click()
    expect(visitor.heading).to_have_text("2 results compared")
    expect(visitor.heading).to_be_focused()
    expect(visitor.status).to_have_text("2 results compared.")


def test_a_word_that_is_too_rare_to_be_kept_is_not_said_to_be_missing(visitor_at_desk):
    every = " ".join(f"word{number}" for number in range(12_000))
    long = counted(page("Long", every), "https://long.example/")
    short = counted(page("Short", "word9999 word9999 soup"), "https://short.example/")
    visitor = visitor_at_desk
    visitor.open(f"#compare={long},{short}&q=word9999")
    expect(visitor.page.locator(".table tbody td").first).to_have_text("–")
    expect(visitor.page.locator(".drawn svg").last).to_contain_text("–")
    visitor.page.get_by_label("Filter the table").fill("word9998")
    expect(visitor.page.locator(".table td.nothing")).to_have_text(
        "No word matches this filter: the rarest of A are not kept."
    )
    visitor.open(f"#job={long}&q=word9999")
    expect(visitor.page.locator(".table td.nothing")).to_contain_text("rarest are not kept.")


def test_words_are_ranked_by_what_is_typical_of_one_page(visitor_at_desk, api, tide, bread):
    visitor = visitor_at_desk
    visitor.open(f"#compare={tide},{bread}")
    one, other = counts(api, tide), counts(api, bread)
    total, other_total = sum(one.values()), sum(other.values())
    usual = counts(api, tide, "exclude") | counts(api, bread, "exclude")
    told = f"{len(one | other)} different words, {len(usual)} shown"
    expect(visitor.page.locator(".table .count")).to_contain_text(told)
    rows = visitor.rows()
    for word, share, other_share, likelihood, chance, ratio in rows:
        first, second = one.get(word, 0), other.get(word, 0)
        assert float(share.split()[0]) == pytest.approx(first / total * 100, abs=0.005)
        assert float(other_share.split()[0]) == pytest.approx(second / other_total * 100, abs=0.005)
        expected = log_likelihood(first, second, total, other_total)
        assert float(likelihood) == pytest.approx(expected, abs=0.006)
        assert (chance == "–") == (expected < 3.841), (
            "the least that is significant, at one degree of freedom"
        )
        times = (first or 0.5) / total / ((second or 0.5) / other_total)
        letter, number = ratio.split()
        assert letter == ("A" if times > 1 else "B"), "of the page that it is typical of to the other"
        assert float(number) == pytest.approx(abs(math.log2(times)), abs=0.006)
    found = [float(row[3]) for row in rows]
    assert found == sorted(found, reverse=True)
    column = visitor.page.get_by_role("columnheader", name="LL")
    expect(column).to_have_attribute("aria-sort", "descending")
    visitor.sort("Log ratio")
    assert visitor.rows()[0][0] in {"bread", "dough"}, "the most times as often in one page as in the other"
    visitor.choose("Count")
    assert visitor.rows()[0][1] == "0"
    assert "unit=count" in visitor.place


def test_the_bars_of_both_are_drawn_to_one_scale(visitor, api, tide, bread):
    visitor.open(f"#compare={tide},{bread}")
    expect(visitor.page.get_by_role("img", name="Bar chart of the shares of 15 words")).to_be_visible()
    found = [counts(api, tide), counts(api, bread)]
    units = [
        box["width"] / (of_page[row["label"]] / sum(of_page.values()))
        for row in visitor.page.evaluate(BARS)
        for box, of_page in zip(row["bars"], found, strict=True)
        if row["label"] in of_page
    ]
    assert len(units) >= 15
    assert max(units) == pytest.approx(min(units), rel=0.01)
    legend = visitor.page.locator(".chart svg > text").all_text_contents()[:2]
    assert legend == ["A  The tide", "B  Bread"]


def test_the_figures_of_each_page_stand_below_one_another(visitor_with_phone, api, tide, bread):
    visitor = visitor_with_phone
    visitor.open(f"#compare={tide},{bread}")
    rows = visitor.page.locator(".compared tbody tr")
    expect(rows).to_have_count(2)
    for row, job in zip(rows.all(), (tide, bread), strict=True):
        result = api.get(f"/jobs/{job}").json()
        expect(row).to_contain_text(result["title"])
        expect(row.locator("[data-name='Words']")).to_have_text(f"{result['summary']['words']}")
        expect(row.locator("[data-name='Different']")).to_have_text(f"{result['summary']['distinct_words']}")
        expect(row.locator("[data-name='Language']")).to_have_text("English")
        expect(row.get_by_role("link", name=result["title"], exact=True)).to_have_attribute(
            "href", f"#job={job}"
        )


def test_of_more_than_two_each_word_says_whose_it_is(visitor, api, tide, bread, soup):
    visitor.open(f"#compare={tide},{bread},{soup}&q=salt")
    expect(visitor.heading).to_have_text("3 results compared")
    found = [counts(api, job) for job in (tide, bread, soup)]
    row = next(row for row in visitor.rows() if row[0] == "salt")
    shares = [of_page.get("salt", 0) / sum(of_page.values()) for of_page in found]
    assert [float(cell.split()[0]) for cell in row[1:4]] == pytest.approx(
        [s * 100 for s in shares], abs=0.005
    )
    assert row[-1].startswith("C +"), "the shortest page of all uses it most"
    assert all(len(row["bars"]) == 3 for row in visitor.page.evaluate(BARS))


def test_results_of_one_page_are_told_apart_and_five_are_no_wider_than_a_phone(visitor, tide, bread, soup):
    url, text = "https://cook.example/soup", "Soup, again and again."
    again = [counted(page("Soup", text), url, days_ago=days) for days in (1, 2)]
    visitor.open(f"#compare={','.join([tide, bread, soup, *again])}")
    expect(visitor.heading).to_have_text("5 results compared")
    legend = visitor.page.locator(".chart svg > text").all_text_contents()[:5]
    assert len({name[3:] for name in legend}) == 5
    at_once = [counted(page("Soup", text), url, days_ago=3) for _ in range(2)]
    visitor.open(f"#compare={','.join(at_once)}")
    times = visitor.page.locator(".compared td[data-name=Counted]")
    expect(times).to_have_count(2)
    assert len(set(times.all_text_contents())) == 2, "within a minute too"
    assert visitor.page.evaluate(SIDEWAYS) == 0


def test_six_results_and_their_measures_fit_a_desk(visitor_at_desk, tide, bread, soup):
    more = [counted(page("Soup", "Soup, again."), f"https://cook.example/{n}") for n in range(3)]
    visitor_at_desk.open(f"#compare={','.join([tide, bread, soup, *more])}")
    expect(visitor_at_desk.heading).to_have_text("6 results compared")
    hidden = "box => box.scrollWidth - box.clientWidth"
    assert visitor_at_desk.page.locator(".table .scroll").evaluate(hidden) == 0


def test_a_count_is_a_count_whatever_the_languages(visitor_at_desk, api, tide):
    """Each language has stop words of its own: what is one of the one page is still a word of the other."""
    text = "Das Meer und der Hafen sind am Morgen still, und das Boot liegt im Hafen bei den Leuten. " * 3
    german = counted(page("Das Meer", text + "the", language="de"), "https://meer.example/")
    visitor_at_desk.open(f"#compare={tide},{german}&stop=include&unit=count&q=the")
    expect(visitor_at_desk.heading).to_have_text("2 results compared")
    row = next(row for row in visitor_at_desk.rows() if row[0] == "the")
    assert row[1:3] == [str(counts(api, tide)["the"]), "1"]
    visitor_at_desk.choose("Include stop words")
    expect(visitor_at_desk.page.locator(".count")).to_contain_text(" of ")
    assert "the" not in {row[0] for row in visitor_at_desk.rows()}, "a stop word of one of them"


def test_a_comparison_whose_words_do_not_come_can_be_tried_again(visitor_at_desk, tide, bread):
    visitor_at_desk.page.route("**/comparison?*", lambda route: route.fulfill(status=500, body=""))
    visitor_at_desk.open(f"#compare={tide},{bread}&stop=include")
    expect(visitor_at_desk.heading).to_have_text("The service made an error")
    visitor_at_desk.page.unroute_all()
    visitor_at_desk.button("Try again").click()
    expect(visitor_at_desk.heading).to_have_text("2 results compared")
    expect(visitor_at_desk.page.get_by_label("Include stop words")).to_be_checked()


def test_a_page_that_could_not_be_counted_is_not_compared(visitor_at_desk, tide):
    lost = failed(HostNotFound("no such host"), "https://lost.example/")
    visitor_at_desk.open(f"#compare={tide},{lost}")
    expect(visitor_at_desk.heading).to_have_text("One of these pages has no words to compare")
    visitor_at_desk.page.get_by_role("link", name="See how it stands").click()
    expect(visitor_at_desk.heading).to_have_text("There is no site of this name")
