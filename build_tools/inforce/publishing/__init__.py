"""From a finished site to the world: it is read back and proven before it goes anywhere."""
