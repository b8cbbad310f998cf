"""What a page's own style says of its elements, as far as it decides what of its text is read.

conditions what brackets, `and`, `or` and `not` come to
supports   whether a feature query holds
media      whether a media query holds for the screen that pages are read on
values     the values of properties that make a difference
selectors  which selectors are valid, and which can match at all
syntax     comments, strings and escapes
sheets     a style sheet to its rules
hosts      selectors that reach out of a shadow root
cascade    rules and `style` attributes to each element's own style

Style sheets of other addresses are not fetched.
"""
