"""Model to page bodies: pure; Jinja templates fed by frozen views."""
