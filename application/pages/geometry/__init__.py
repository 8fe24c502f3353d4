"""Where things go in a picture, worked out before any template draws it.

Everything here is a pure function of what it is given, in hundredths of the width, so
that a picture is as wide as the page lets it be.  Templates draw what comes back; none
of them computes.  A picture never stands alone: its macro writes the table beside it.
"""
