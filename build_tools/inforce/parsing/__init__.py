"""From the bytes of a file to values with their places: letters, YAML, fields, texts."""
