"""Where a site is published to: a folder, a git branch, a bucket."""
