"""Sessions, by topic."""
