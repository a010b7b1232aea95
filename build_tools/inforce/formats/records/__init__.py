"""JSON records, each with its status and how long that is known to hold."""
