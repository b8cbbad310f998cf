"""Pages for the browser to count, written for the tests and the screenshots."""

from html import escape

TIDE = """
The tide is the sea's slow breath. Twice a day the water rises along the harbour wall, and twice a day it
falls back and leaves the boats leaning on the mud. Nobody in the harbour needs a clock: the gulls know the
hour by the smell of the mud, the fishermen by the angle of the boats, the children by how much sand there is
to run on. The moon pulls the sea towards itself, and the sea follows as far as it can. When the sun stands in
line with the moon, both pull together, and the tide climbs higher than the oldest stones of the wall. These
are spring tides, though they come in every season. A week later sun and moon pull at right angles, and the
water hardly seems to move; the fishermen call these the lazy tides, and the boats stay where they are.
What the moon gives, the coast shapes. In a narrow bay the water piles up, for it has nowhere else to go. In a
wide sea the tide is a rumour: a hand's breadth between high water and low water. The harbour lies between
the two, at the end of a long bay, and so its tide is a tall one. At low water you can walk to the island over
the sand and look at the pools that the sea left behind. Crabs live there, and shrimps, and small fish that
wait for the water to come back. At high water the island is an island again, and the sand is the sea's.
Storms change the timetable. A strong wind from the west holds the water in the bay, and the tide falls late
and falls little; the boats never touch the mud that day. A high pressure over the sea presses the water down.
The tables in the harbour office know nothing of the wind. They are computed years ahead from the moon, the
sun and the shape of the bay, and they are right, the harbour master says, whenever the weather lets them be.
"""

BREAD = """
Bread is flour, water, salt and time. The flour gives the dough its strength, the water wakes the yeast, the
salt keeps it in check, and time does everything else. A baker who hurries the dough gets bread that tastes of
hurry. Mix the flour and the water first and let them rest: the dough becomes smooth by itself, without work.
Then add the salt and the sour starter, fold the dough a few times, and leave it alone. In a warm kitchen the
dough rises in four hours, in a cold kitchen in a whole night. The cold dough tastes better, for the slow
yeast has time to make acid, and the acid makes the crust dark and the crumb chewy. Shape the loaf with wet
hands. Heat the oven as far as it goes, with an iron pot in it, and turn the loaf into the hot pot. The lid
keeps the steam in, and the steam keeps the crust soft for long enough that the loaf can rise once more. After
twenty minutes take the lid off, and let the crust turn the colour of a chestnut. The bread is done when it
sounds hollow. Now comes the hard part: wait. The crumb of a hot loaf is wet, and it sets only as the bread
cools. A loaf cut too early is gummy, and no baker can mend it. A loaf cut in time keeps for a week. On the
first day eat the bread with butter, on the third day toast it, and on the last day, when the crust is hard,
make soup of it, for good bread has no bad day. The water of the soup takes up the salt of the bread, and the
starter, which waits in its jar for flour and water, is ready for the next dough.
"""

PENDING = {
    "id": "slow",
    "status": "pending",
    "url": "http://slow.example/",
    "submitted_at": "2026-01-01T00:00:00.000Z",
}
"""What the API answers of a job that never ends."""

HOSTILE_WORDS = [
    "<script>document.title='executed'</script>",
    "<img src=x onerror=\"document.title='executed'\">",
    "<svg onload=alert(1)>",
    "javascript:alert(1)",
    "</script><script>alert(2)</script>",
    "{{constructor.constructor('alert(3)')()}}",
    "=HYPERLINK(\"http://evil.example\")",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "&lt;b&gt;",
    "\u202eesrever",
]  # fmt: skip


def page(title: str, text: str, language: str = "en") -> str:
    """An HTML page with a title and paragraphs of text."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.strip().split("\n\n"))
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1>{paragraphs}</html>"
    )


def many_words(count: int) -> str:
    """A text of `count` different words, of which the n-th stands there the more often the smaller n is."""
    words = (word(number) for number in range(count))
    return " ".join(
        " ".join([text] * max(1, 200 // (number + 1))) + ". " for number, text in enumerate(words)
    )


def word(number: int) -> str:
    """A made-up word that no other number has."""
    syllables = ["ba", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu"]
    return "".join(syllables[int(digit)] for digit in f"{number:05d}")
