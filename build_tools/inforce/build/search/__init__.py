"""The index of the search: one entry a rule, in pieces that a browser loads as it needs them."""
