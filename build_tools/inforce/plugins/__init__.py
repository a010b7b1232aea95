"""The entry points of other programs: MkDocs and pytest."""
