"""A text to its words, in every language.

pieces        text cut at white space, and kept within bounds
tokens        pieces to words and ends of sentences, with segmentation (scripts without spaces)
folding       which spellings are one word
vocabulary    how often each word occurs and how it is spelled
sequence      the words in order
phrases       words that follow each other often
languages     the page's language, by its scripts (scripts), its letters (letters) and its words
stop_words    the stop words of each language
"""
