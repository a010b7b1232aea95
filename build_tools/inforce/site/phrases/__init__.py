"""How pages say it: status, dates, changes, editions, verdicts."""
