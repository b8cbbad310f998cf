"""Several pages together: their sum, and which words are typical of one of them.

merged        the words of several pages as those of one
distinctive   the words that tell a page of a collection from the others (TF-IDF)

Pure functions of word lists: they know no database and no HTTP.
"""
