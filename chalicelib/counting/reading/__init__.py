"""A page's bytes to the text that a reader of it sees.

media         what the bytes are
charset       their characters
bounds        what its markup may have of elements
tree_builder  the tree that browsers grow of them
elements      which elements show text, and how
style/        what the page's own style says of its elements
boxes         which of them are hidden, apart or flow by that
nodes         walking the tree
drawings      what drawings and formulas draw of their text
shadow        what elements show in place of their children
visible       the text of the tree that a reader sees
main_text     its article alone
containers    which parts of the page hold it
documents/    what is no web page: feeds, PDF, text files
text          the story: bytes to visible text
"""
