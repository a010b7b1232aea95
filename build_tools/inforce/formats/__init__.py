"""The same views for programs: JSON, Markdown, feeds, linked data, evidence."""
