"""Wordcount: the frequencies of the words on a web page."""
