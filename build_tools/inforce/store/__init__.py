"""What the program writes to disk, whole or not at all."""
