"""A page's bytes to the text that a reader of it sees.

media         what the bytes are
charset       their characters
tree_builder  the tree that browsers grow of them
elements      which elements show text, and how
visible       the text of the tree that a reader sees
main_text     its article alone
text          the story: bytes to visible text
"""
