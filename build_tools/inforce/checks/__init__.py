"""What must hold of the library: pure functions from it (and a day) to problems, one module a promise."""
