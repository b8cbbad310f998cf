"""Which elements of a page show nothing, and which stand apart from the words around them.

After the HTML standard's chapter on rendering (section 15.3): what it gives `display: none`, and what it
gives `display: block`, `list-item` or a part of a table. What is in no list flows inside a word.
"""

HIDDEN = frozenset(
    # metadata, and what is shown only where scripts, frames or media do not work
    "script style template noscript noembed noframes iframe frameset video audio canvas "
    "datalist meter progress title head base link meta param area rp "
    # how the word that it stands over is pronounced: that word is in the text already
    "rt rtc".split()
)
"""Nothing in them is shown."""

UNDRAWN = frozenset(
    "desc metadata defs symbol clipPath mask pattern marker linearGradient radialGradient filter "
    "annotation annotation-xml".split()
)
"""What drawings and formulas describe or define but do not draw: elements of SVG and MathML only."""

APART = frozenset(
    # blocks
    "address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p search section "
    "summary ul marquee "
    # tables
    "table caption colgroup col thead tbody tfoot tr td th".split()
)
"""They stand apart from what is before and after them."""

CONTROLS = frozenset("button select optgroup option input".split())
"""So do the controls of forms, which are drawn as boxes."""

LINES = frozenset("pre listing xmp plaintext textarea".split())
"""They stand apart, and each line of their source is a line of the page."""

SPACE = frozenset("img picture embed svg math".split())
"""They part words, but a sentence goes on around them."""

DRAWN_APART = frozenset("text foreignObject".split())
"""The texts of a drawing, which have each a place of its own."""
