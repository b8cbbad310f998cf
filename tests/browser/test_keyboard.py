"""By the keyboard alone: everything can be done, and the focus stays where the reader was."""

from playwright.sync_api import expect

from tests.browser.samples import BREAD, page


def tab_to(visitor, name, role="button"):
    """Press the tabulator until something has the focus, which then can be seen."""
    wanted = visitor.page.get_by_role(role, name=name, exact=True)
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if wanted.evaluate_all("found => found.includes(document.activeElement)"):
            break
    expect(wanted).to_be_focused()
    ring = "one => getComputedStyle(one.type === 'radio' ? one.nextSibling : one).outlineStyle"
    assert wanted.evaluate(ring) == "solid", f"{name} shows that it has the focus"


def test_everything_is_done_by_the_keyboard_alone(visitor_at_desk, site, tide):
    visitor = visitor_at_desk
    keyboard = visitor.page.keyboard
    visitor.open()
    tab_to(visitor, "Address of a page", "textbox")
    keyboard.type(site.page("/bread", page("Bread", BREAD)))
    keyboard.press("Enter")
    expect(visitor.heading).to_have_text("Bread")
    expect(visitor.heading).to_be_focused()
    tab_to(visitor, "Words", "radio")
    keyboard.press("ArrowRight")
    expect(visitor.page.get_by_role("columnheader", name="LL")).to_be_visible()
    keyboard.press("ArrowRight")
    expect(visitor.page.get_by_role("columnheader", name="Phrase")).to_be_visible()
    keyboard.press("ArrowLeft")
    keyboard.press("ArrowLeft")
    tab_to(visitor, "Include stop words", "checkbox")
    keyboard.press("Space")
    expect(visitor.table.locator("tbody th").first).to_have_text("the")
    tab_to(visitor, "Filter the table", "searchbox")
    keyboard.type("e")
    tab_to(visitor, "Word")
    keyboard.press("Enter")
    expect(visitor.page.get_by_role("columnheader", name="Word")).to_have_attribute("aria-sort", "ascending")
    expect(visitor.table.get_by_role("button", name="Word")).to_be_focused()
    tab_to(visitor, "Next page")
    keyboard.press("Enter")
    expect(visitor.page.get_by_role("spinbutton", name="Page")).to_have_value("2")
    expect(visitor.button("Next page")).to_be_focused()
    tab_to(visitor, "Bars", "radio")
    keyboard.press("ArrowRight")
    expect(visitor.page.locator(".chart:not([hidden]) svg text").first).to_be_visible()
    assert "chart=cloud" in visitor.place
    visitor.page.go_back()
    expect(visitor.page.get_by_role("radio", name="Bars")).to_be_checked()


def test_focus_stays_in_a_list_from_which_something_is_removed(visitor_at_desk, site):
    visitor_at_desk.open()
    for path in ("/one", "/two", "/three"):
        visitor_at_desk.count(site.page(path, page(path[1:].title(), "word")))
        expect(visitor_at_desk.heading).to_have_text(path[1:].title())
    visitor_at_desk.page.get_by_role("link", name="Wordcount").click()
    expect(visitor_at_desk.heading).to_be_focused()
    visitor_at_desk.button("Remove Two from this list").press("Enter")
    expect(visitor_at_desk.button("Remove One from this list")).to_be_focused()
    expect(visitor_at_desk.status).to_have_text("Removed.")


def test_the_focus_stays_where_the_reader_was(visitor_at_desk, tide, bread):
    """On the page's number, on a button that can do no more, on the heading of the view that comes."""
    keyboard = visitor_at_desk.page.keyboard
    visitor_at_desk.open(f"#job={tide}&stop=include&page=6")
    field = visitor_at_desk.page.get_by_role("spinbutton", name="Page")
    field.fill("3")
    keyboard.press("Enter")
    expect(visitor_at_desk.status).to_have_text("Page 3.")
    expect(field).to_be_focused()
    visitor_at_desk.button("Last page").press("Enter")
    expect(visitor_at_desk.button("Last page")).to_be_disabled()
    expect(visitor_at_desk.button("Last page")).to_be_focused()
    row = visitor_at_desk.table.locator("tbody tr").nth(1)
    row.get_by_role("button").press("Enter")
    expect(row.get_by_role("button")).to_be_focused()
    visitor_at_desk.move(f"#compare={tide},{bread}")
    expect(visitor_at_desk.heading).to_have_text("2 results compared")
    expect(visitor_at_desk.heading).to_be_focused()
