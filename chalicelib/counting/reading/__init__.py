"""A page's bytes to the text that a reader of it sees.

media         what the bytes are
charset       their characters
tree_builder  what the parser finds in markup
elements      which elements show text, and how
main_text     its article alone
text          the story: bytes to visible text
"""
