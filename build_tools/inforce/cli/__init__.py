"""The command line: one module for each family of commands, and how all of them end."""

from __future__ import annotations

PROBLEMS, FAILED, REFUSED = 1, 3, 4
"""Exit codes: problems stop publication; the world failed (disk, network, program); nothing was published, because
it would have lost or altered something, or put older over newer. Click's own 2 is a wrong option.
"""
