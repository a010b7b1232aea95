"""Reading: files into the model's values, and every problem on the way with its place."""
