"""Reference data: from a file of records to acts of the registrar."""
