"""Which elements of a page show nothing, and which stand apart from the words around them.

After the HTML standard's chapter on rendering (section 15.3): what it gives `display: none`, and what it
gives `display: block`, `list-item` or a part of a table. What is in neither list flows inside a word.
"""

HIDDEN = frozenset(
    # metadata, and what is shown only where scripts, frames or media do not work
    "script style template noscript noembed noframes iframe frameset object video audio canvas datalist "
    "base link meta param area rp "
    # pronunciation above a word that stands in the text already
    "rt rtc "
    # what svg and math describe or define but do not draw
    "desc metadata defs symbol clippath mask pattern marker lineargradient radialgradient filter "
    "annotation annotation-xml".split()
)

APART = frozenset(
    # blocks
    "html body address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p plaintext "
    "pre search section summary ul xmp marquee "
    # tables
    "table caption colgroup col thead tbody tfoot tr td th "
    # lines and form controls
    "br button select optgroup option textarea label output meter progress input "
    # drawings and formulas: each text has a place of its own
    "svg text foreignobject mtable mtr mtd".split()
)

SPACED = frozenset("img picture source embed".split())
"""Pictures: they part words, but a sentence goes on around them."""

PREFORMATTED = frozenset("pre listing xmp plaintext textarea".split())
"""Where each line of the source is a line of the page."""
