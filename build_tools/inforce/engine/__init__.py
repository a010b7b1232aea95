"""Content as an editor changes it, in memory: no store, no git, no MkDocs, so that it also runs in a browser."""
