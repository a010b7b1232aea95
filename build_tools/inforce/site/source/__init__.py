"""The pages of a source and its editions."""
