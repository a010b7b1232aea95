"""Proves what was published: a site, a git history, the working tree."""
