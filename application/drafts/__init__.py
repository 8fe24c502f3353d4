"""Drafts of reports, beside the log: nothing is recorded until one is handed over."""
