"""The model into page bodies: pure views with Jinja templates."""
