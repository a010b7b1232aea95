"""The facts of the day: what guidance is on a day, and the days on which that changes."""
