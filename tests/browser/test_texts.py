"""A text of the reader's own: pasted, dropped, or from a file."""

from playwright.sync_api import expect

from tests.browser.samples import TIDE
from tests.browser.visitor import SIDEWAYS

DROP = """([name, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([content], name, { type: 'text/plain' }));
    const event = new DragEvent('drop', { dataTransfer: data, bubbles: true });
    document.getElementById('ask').dispatchEvent(event);
}"""


def test_a_pasted_text_is_counted_like_a_page(visitor, api):
    visitor.open()
    visitor.button("A text of your own").click()
    visitor.page.get_by_label("Text to count").fill(f"{TIDE}\n<script>document.title='executed'</script>")
    visitor.page.get_by_label("Title of the text").fill("On the tide")
    assert visitor.page.evaluate(SIDEWAYS) == 0
    visitor.page.locator("#send").click()
    expect(visitor.heading).to_have_text("On the tide")
    assert visitor.rows()[0][1:3] == ["water", "10"]
    expect(visitor.page.locator(".masthead .address")).to_have_text("A pasted text")
    expect(visitor.page.get_by_role("link", name="History")).to_have_count(0)
    assert visitor.download("CSV: download the rows").name.startswith("text-20")
    job = api.get(f"/jobs/{visitor.place.removeprefix('job=')}").json()
    assert job["url"] is None
    visitor.page.get_by_role("link", name="Wordcount").click()
    expect(visitor.page.locator(".jobs li .name")).to_have_text("On the tide")


def test_a_sentence_in_place_of_an_address_is_counted_as_a_text(visitor_at_desk):
    visitor_at_desk.open()
    visitor_at_desk.count("The tide comes, and the tide goes.")
    expect(visitor_at_desk.page.locator("#errors")).to_contain_text("This is a text")
    visitor_at_desk.button("Count it as a text").click()
    expect(visitor_at_desk.heading).to_have_text("A pasted text")
    assert ["tide", "2"] in [row[1:3] for row in visitor_at_desk.rows()]


def test_a_file_is_dropped_or_chosen(visitor_at_desk):
    visitor_at_desk.open()
    visitor_at_desk.page.evaluate(DROP, ["tide.txt", "The tide, the tide."])
    expect(visitor_at_desk.page.get_by_label("Text to count")).to_have_value("The tide, the tide.")
    expect(visitor_at_desk.page.get_by_label("Title of the text")).to_have_value("tide.txt")
    picture = {"name": "picture.png", "mimeType": "image/png", "buffer": b"\x89PNG\x00\x01"}
    visitor_at_desk.page.get_by_label("File of text").set_input_files([picture])
    expect(visitor_at_desk.page.locator("#errors")).to_contain_text("picture.png is no file of text")
    notes = {"name": "notes.md", "mimeType": "text/markdown", "buffer": "Straße, Straße".encode("cp1252")}
    visitor_at_desk.page.get_by_label("File of text").set_input_files([notes])
    expect(visitor_at_desk.page.get_by_label("Text to count")).to_have_value("Straße, Straße")
    visitor_at_desk.page.get_by_label("Text to count").press("Control+Enter")
    expect(visitor_at_desk.table.locator("tbody th").first).to_have_text("Straße")


def test_a_text_that_cannot_be_counted_is_refused_at_the_form(visitor_at_desk):
    visitor_at_desk.open()
    visitor_at_desk.button("A text of your own").click()
    field = visitor_at_desk.page.get_by_label("Text to count")
    for text, said in (
        ("  ", "Type or paste a text."),
        ("ü" * 100_001, "This text has 200,002 bytes; up to 200,000 can be counted."),
        ("a\u0001b", "Something in this request is not right: "),
    ):
        field.fill(text)
        visitor_at_desk.page.locator("#send").click()
        expect(visitor_at_desk.page.locator("#errors")).to_contain_text(said)
        expect(field).to_be_focused()
