"""The text of a file from elsewhere as sections, rules and lists, in lines as editors write them."""
