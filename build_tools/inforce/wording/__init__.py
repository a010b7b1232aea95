"""Words held against words: what differs, how much it matters and where it comes from; knows nothing of documents."""
