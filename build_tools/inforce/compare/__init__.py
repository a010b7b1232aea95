"""Versions and editions held against each other, as data, made once for two texts and used by every page."""
