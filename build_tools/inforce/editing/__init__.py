"""Writes content files: begins documents and versions, adds reviews, keeps every other byte."""
