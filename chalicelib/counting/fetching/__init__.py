"""Fetching the pages that strangers ask for: safe, bounded and polite (docs/fetching.md).

fetcher      from a URL to its `Page`, or to why there is none
client       the requests for a batch of pages: their headers and redirects
turns        who may ask a host now
robots       what a site's robots.txt forbids
connections  one request, on a connection that was guarded where it was made
framing      where the header and the body of its answer end
cookies      those of one chain of redirects
addresses    which hosts, ports and addresses may be reached
resolver     from a host to its addresses
tls          which certificates are trusted
bounds       how long and how much: the deadline, and sockets that keep to it
answers      what status and header mean: redirects, refusals, Retry-After
room         how much memory the pages of a batch take together
body         whole, undamaged and of a bounded size
failures     whatever else goes wrong, as a class of the error tree

Which answers are pages of text, `counting.reading.media` says, since counting asks it as well.
"""
