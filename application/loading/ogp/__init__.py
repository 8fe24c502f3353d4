"""The Open Government Partnership's published reviews, as rows and as acts."""
