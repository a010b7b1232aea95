"""Printable copies and the manual as PDF files."""
