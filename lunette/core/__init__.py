"""The data model: datasets, samples, labels, views."""
