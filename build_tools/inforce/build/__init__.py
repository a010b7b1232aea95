"""From the library to a finished site, held against the library before it goes anywhere."""
