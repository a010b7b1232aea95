"""inforce publishes guidance that people must follow, and proves every sentence and every copy of it."""
