"""Bases for importers and exporters of one's own, at the places where code imports them from."""
