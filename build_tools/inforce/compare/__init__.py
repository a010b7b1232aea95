"""Versions held against each other, as data: what a comparison says, made once for two texts and used by every page."""
