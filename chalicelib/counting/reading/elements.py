"""Which elements of a page show nothing, and which stand apart from the words around them.

After the HTML standard's chapter on rendering (section 15.3): what it gives `display: none`, and what it
gives `display: block`, `list-item` or a part of a table. What is in neither list flows inside a word.
"""

HIDDEN = "its text is not shown"
TITLE = "its text is the page's title"
DIALOG = "its text is shown when it is open"
ROOT = "stands apart, and may name the language of the page"
APART = "stands apart from what is before and after it"
LINES = "stands apart, and each line of its source is a line of the page"
SPACE = "parts words, but a sentence goes on around it"

_NAMES = {
    HIDDEN: (
        # metadata, and what is shown only where scripts, frames or media do not work
        "script style template noscript noembed noframes iframe frameset object video audio canvas "
        "datalist meter progress base link meta param area rp "
        # how the word that it stands over is pronounced: that word is in the text already
        "rt rtc "
        # what drawings and formulas describe or define but do not draw
        "desc metadata defs symbol clippath mask pattern marker lineargradient radialgradient filter "
        "annotation annotation-xml"
    ),
    TITLE: "title",
    DIALOG: "dialog",
    ROOT: "html body",
    APART: (
        # blocks
        "address article aside blockquote center details dd dir div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p search section "
        "summary ul marquee "
        # tables
        "table caption colgroup col thead tbody tfoot tr td th "
        # lines and form controls
        "br button select optgroup option input "
        # drawings and formulas, where each text has a place of its own
        "svg text foreignobject mtable mtr mtd"
    ),
    LINES: "pre listing xmp plaintext textarea",
    SPACE: "img picture source embed",
}

ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
"""The elements that have a role, by their names in lower case."""
