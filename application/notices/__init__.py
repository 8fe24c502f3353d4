"""Notices: what a person is told or asked, on a page of the register and by mail.

They are decided once, from the log and after a position that is kept; no view holds
them, so that drawing the views anew tells nobody anything.
"""
