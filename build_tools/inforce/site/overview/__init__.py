"""The pages of the whole site: lists, status, what was shown."""
