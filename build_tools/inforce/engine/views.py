"""What the editing page shows: the page itself, its form from the fields of the model, and views of a version."""
