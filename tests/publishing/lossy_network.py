"""A network on the loopback that is lost once so many bytes have gone through it, wherever that is."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, DefaultSelector
from typing import Literal
from urllib.parse import urlsplit

How = Literal["ends", "resets", "falls silent"]

_AT_ONCE = 1024
_PAUSE = 0.02


class LossyNetwork:
    """Carries what is sent to *address* to the server behind, until it is lost."""

    def __init__(self, behind: str) -> None:
        parts = urlsplit(behind)
        self._behind = parts.hostname or "", parts.port or 80
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._left: int | None = None
        self._how: How = "ends"
        self._closed = False
        self.carried = 0
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def lose_after(self, size: int | None, how: How = "ends") -> None:
        """Be lost after *size* more bytes, or work again; *how* is what that looks like from both sides."""
        with self._lock:
            self._left, self._how, self.carried = size, how, 0

    @property
    def is_lost(self) -> bool:
        """Whether nothing goes through any more."""
        return self._closed or (self._left is not None and self._left <= 0)

    def close(self) -> None:
        """End for good, and every connection with it."""
        self._closed, self._how = True, "ends"
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self._closed:
                near, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with suppress(ConnectionRefusedError), near, socket.create_connection(self._behind) as far:
            with suppress(OSError):
                self._carry(near, far)
            while self.is_lost and self._how == "falls silent":
                time.sleep(_PAUSE)
            for one in (near, far):
                if self.is_lost and self._how == "resets":
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        """Carry what comes from both sides until one of them has ended, or the network is lost."""
        with DefaultSelector() as selector:
            selector.register(near, EVENT_READ, far)
            selector.register(far, EVENT_READ, near)
            while not self.is_lost:
                for source, _ in selector.select(_PAUSE):
                    some = source.fileobj.recv(_AT_ONCE)  # type: ignore[union-attr]
                    if not some:
                        return
                    source.data.sendall(self._passed(some))

    def _passed(self, some: bytes) -> bytes:
        """Return how much of *some* still goes through."""
        with self._lock:
            passed = some if self._left is None else some[: max(self._left, 0)]
            self.carried += len(passed)
            self._left = None if self._left is None else self._left - len(some)
            return passed


@contextmanager
def lossy_network(behind: str) -> Iterator[LossyNetwork]:
    """Give a network to the server at the address *behind*, which carries everything at first."""
    network = LossyNetwork(behind)
    try:
        yield network
    finally:
        network.close()
