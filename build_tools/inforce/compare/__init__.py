"""Versions and editions held against each other, as data."""
