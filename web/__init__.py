"""The pages, the API and the command line; thin."""
