"""The press: page bodies into layouts, and what the theme cannot know of printed pages."""
