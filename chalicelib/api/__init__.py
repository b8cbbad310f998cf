"""HTTP: requests, calls, what they answer, and problems.

inputs            a request's body and parameters, or the problem with them
view              which of a page's words a request wants to see
calls/            each call, from a request to its answer
representations/  what they answer, as JSON and CSV
problems          errors as answers
pages             the page and its files
"""
