"""HTTP: requests, calls, what they answer, and problems.

calls/            each call, from a request to its answer
access            who may call
inputs            a request's body and parameters, or the problem with them
submission        what `POST /jobs` is sent
idempotency       the same request, sent again
view              which of a page's words a request wants to see
texts             the text that was kept, and what is looked for in it
lists             which part of a list is answered, and in which format
negotiation       which media type a caller prefers
representations/  what is answered, as JSON and in the formats of lists
conditions        what a caller has already need not be sent again
pace              when to ask for a job again
problems          errors as answers
pages             the page and its files
script            the page's modules as one script
"""
