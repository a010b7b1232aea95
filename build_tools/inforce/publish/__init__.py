"""From a finished site to readers: nothing lost, nothing altered, nothing set back."""
