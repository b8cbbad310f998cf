"""Several pages together: their sum, and which words are typical of one of them.

merged        the words of several pages as those of one
keyness       the words that are typical of one of two to six pages, or of a page beside general language
distinctive   the words that tell a page of a collection from the others (TF-IDF)
language      how frequent words are in general language

Pure functions of word lists: they know no database and no HTTP.
"""
