"""Documents that are no web pages, to their text.

feeds      RSS and Atom: each of their entries as a page
pdf        PDF
lines      the lines of a PDF to paragraphs
markdown   Markdown
captions   WebVTT and SubRip
calendars  calendars and cards
plain      other text files: reStructuredText, tables of values, and every other
"""
