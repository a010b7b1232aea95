"""What the pages say, for programs: JSON records, each with its standing and how long that is known to hold."""
