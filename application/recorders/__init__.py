"""The seam to the database: our subclasses of the library's recorders."""
