"""The pages of a document: versions, history, rules, sources, changes, check."""
