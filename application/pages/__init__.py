"""What each page shows, as plain mappings: read from views and records, never written.

A page's function takes a :class:`application.pages.reader.Reader` (one state of the
register, one moment asked about, one viewer) and returns what the template, the JSON
and the CSV twin all show.
"""
