"""The very files in which editions were published, read as text."""
