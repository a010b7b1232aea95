"""Reports: problems as people and programs want to see them; every one a pure function from values to text."""
