"""Documents that are no web pages, to their text.

feeds     RSS and Atom: each of their entries as a page
pdf       PDF
markdown  Markdown
plain     other text files: reStructuredText, tables of values, and every other
"""
