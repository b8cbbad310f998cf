"""Documents that are no web pages, to their text.

feeds   RSS and Atom: their entries as one page
pdf     PDF
plain   text files: Markdown, reStructuredText, tables of values, and every other
"""
