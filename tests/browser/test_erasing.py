"""Who sent a page erases its result; what is sent again for want of an answer is counted once."""

import json
import re
import uuid

from playwright.sync_api import expect

from tests.browser.samples import TIDE, page


def test_who_sent_a_page_erases_its_result(visitor, site, visit, api):
    visitor.open()
    visitor.count(site.page("/tide", page("The tide", TIDE)))
    expect(visitor.heading).to_have_text("The tide")
    job = visitor.place.removeprefix("job=")
    stranger = visit(visitor.root)
    stranger.open(f"#job={job}")
    expect(stranger.heading).to_have_text("The tide")
    expect(stranger.button("Erase")).to_have_count(0)
    other_tab = visitor.page.context.new_page()
    other_tab.goto(visitor.root)
    expect(other_tab.locator(".jobs li")).to_have_count(1)
    visitor.button("Erase").press("Enter")
    expect(visitor.button("Keep it")).to_be_focused()
    visitor.button("Keep it").press("Enter")
    expect(visitor.button("Erase")).to_be_focused()
    visitor.button("Erase").click()
    visitor.button("Yes, erase it").click()
    expect(visitor.heading).to_have_text("Which words a page uses, and how often")
    expect(visitor.page.locator(".jobs li")).to_have_count(0)
    expect(other_tab.locator(".jobs li")).to_have_count(0)
    assert api.get(f"/jobs/{job}").status_code == 410
    visitor.move(f"#job={job}")
    expect(visitor.heading).to_have_text("This result was erased")


def test_a_text_that_was_erased_elsewhere_leaves_no_trace(visitor_at_desk, api):
    visitor_at_desk.open()
    visitor_at_desk.button("A text of your own").click()
    visitor_at_desk.field.fill("A secret of the harbour.")
    visitor_at_desk.page.get_by_label("Title of the text").fill("My secret")
    visitor_at_desk.page.locator("#send").click()
    visitor_at_desk.arrived("My secret")
    job = visitor_at_desk.place.removeprefix("job=")
    (kept,) = json.loads(visitor_at_desk.page.evaluate("localStorage['wordcount:/recent']"))
    assert api.delete(f"/jobs/{job}", headers={"Erase-Key": kept["erase_key"]}).status_code == 204
    session = visitor_at_desk.page.context.new_cdp_session(visitor_at_desk.page)
    session.send("Network.clearBrowserCache")  # as after an hour
    visitor_at_desk.page.reload()
    visitor_at_desk.arrived("This result was erased")
    visitor_at_desk.page.get_by_role("link", name="Wordcount").click()
    expect(visitor_at_desk.page.get_by_text("Nothing yet.")).to_be_visible()


def test_what_got_no_answer_is_sent_again_under_the_same_key(visitor_at_desk, site):
    keys, answers = [], iter(["lost", 502])

    def answer(route):
        keys.append(uuid.UUID(route.request.headers["idempotency-key"]))
        now = next(answers, None)
        if now == "lost":
            route.fetch()
            return route.abort()
        return route.fulfill(status=now, body="") if now else route.continue_()

    visitor_at_desk.page.route("**/jobs", answer)
    visitor_at_desk.open()
    visitor_at_desk.count(site.page("/tide", page("The tide", TIDE)))
    expect(visitor_at_desk.heading).to_have_text("The tide")
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert keys[0].version == 7
    visitor_at_desk.page.get_by_role("link", name="Wordcount").click()
    expect(visitor_at_desk.page.locator(".jobs li")).to_have_count(1)
    assert site.visits["/tide"] == 1
    visitor_at_desk.count(site.url("/tide"))
    expect(visitor_at_desk.heading).to_have_text(re.compile("The tide"))
    assert len(set(keys)) == 2, "another time is another request"


def test_a_page_of_a_collection_that_was_erased_is_gone_from_it(visitor_at_desk, api, site):
    urls = [site.page(f"/{name}", page(name, TIDE)) for name in ("ebb", "flow")]
    sent = api.post("/jobs", json={"urls": urls}).json()
    erased, kept = sent["jobs"]
    for job in (erased, kept):
        api.ended(job["id"])
    assert api.delete(f"/jobs/{erased['id']}", headers={"Erase-Key": erased["erase_key"]}).status_code == 204
    visitor_at_desk.open(f"#collection={sent['collection']}")
    visitor_at_desk.arrived("1 of 2 pages counted")
    expect(visitor_at_desk.page.locator(".jobs li").first).to_have_text("A result that is goneGone")
