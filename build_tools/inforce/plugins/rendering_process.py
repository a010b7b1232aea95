"""Has the theme rendered in a process that the system can end.

A signal reaches Python between two of its steps; where one step has no end (``9**9**9``), it reaches nobody. So the
system ends the process, Python leaves word of where it was, and whoever waits for it says which page, template or hook
that is. Windows has no such processes: there MkDocs runs in this one, without a bound of time.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import re
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from traceback import format_exc
from typing import Any, Final, NoReturn, TypeVar

from inforce.model.bounds import PAGE

T = TypeVar("T")

_BETWEEN: Final = 6 * PAGE.seconds
"""Seconds of computing for what MkDocs, its plugins and hooks do beside the pages."""

_WALL_CLOCK: Final = 6  # times the seconds of computing, for other programs want their turn; also for what sleeps
_BEGUN: Final = b"\0begun "
_MADE: Final = b"\0made "
_FRAME: Final = re.compile(r'^  File "(.*)", line (\d+) in ', re.MULTILINE)


@dataclass(frozen=True)
class Ended:
    """A process that was ended while it rendered: what was begun last, and where it was, the innermost first."""

    rendering: str
    frames: tuple[tuple[str, int], ...]
    too_slow: bool


def watch_this_process(say: Callable[[Ended], None]) -> None:
    """Have another process wait for this one, and *say* where it was if the system has to end it."""
    if _watched or not hasattr(os, "fork"):
        return
    reading, writing = _flushed_pipe()
    if os.fork():
        os.close(reading)
        _be_watched(writing)
        return
    _close_all_but(reading)
    with suppress(KeyboardInterrupt):
        ended = _ended(_heard(reading))
        if ended.frames:
            say(ended)
    os._exit(0)


_watched: list[tuple[int, Any]] = []
"""Where to tell what is begun, and the bound of memory that there was, in a process that is watched."""


def begin(what: str = "", seconds: int = _BETWEEN) -> None:
    """Tell whoever watches that *what* is begun, and bound the time and the memory that it takes; 0 ends both."""
    for pipe, memory in _watched:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * _WALL_CLOCK)
        os.write(pipe, _BEGUN + f"{what}\n".encode(errors="replace"))
        with suppress(ImportError, OSError, ValueError):
            import resource  # noqa: PLC0415 -- Windows has none

            most = memory[0]
            if seconds:
                has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
                most = has + PAGE.memory
            resource.setrlimit(resource.RLIMIT_AS, (most, memory[1]))


def _be_watched(pipe: int) -> None:
    import resource  # noqa: PLC0415 -- Windows has none

    faulthandler.enable(pipe, all_threads=False)
    for late in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(late, signal.SIG_DFL)
        faulthandler.register(late, file=pipe, all_threads=False, chain=True)
    _watched[:] = [(pipe, resource.getrlimit(resource.RLIMIT_AS))]
    begin()


def in_a_process(make: Callable[[], T]) -> T | Ended:
    """Return what *make* makes in a process of its own, or that it was ended; raise what is raised there."""
    if not hasattr(os, "fork"):
        return make()
    reading, writing = _flushed_pipe()
    child = os.fork()
    if not child:
        _close_all_but(writing)
        _answer(make, writing)
    os.close(writing)
    try:
        said = _heard(reading)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    _, is_whole, answer = said.partition(_MADE)
    if not is_whole:
        return _ended(said)
    made, error = pickle.loads(answer)  # noqa: S301 -- of our own process
    if error:
        raise error
    return made  # type: ignore[no-any-return]


def _answer(make: Callable[[], object], pipe: int) -> NoReturn:
    """Write what *make* makes, or the error that it raises, into *pipe*, and end this process."""
    try:
        _be_watched(pipe)
        made, error = None, None
        try:
            made = make()
        except BaseException as raised:  # noqa: BLE001 -- whoever waits raises it
            raised.add_note(format_exc())
            error = raised
        begin(seconds=0)
        sys.stdout.flush()
        try:
            pickle.loads(answer := pickle.dumps((made, error)))  # noqa: S301 -- our own
        except Exception:  # noqa: BLE001 -- whatever a plugin raises
            answer = pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
        with open(pipe, "wb") as whole:
            whole.write(_MADE + answer)
    finally:
        os._exit(1)


def _close_all_but(pipe: int) -> None:
    """Let go of what this process has from the one before it: a lock is held as long as anybody has it open."""
    os.closerange(3, pipe)
    os.closerange(pipe + 1, 2**16)


def _flushed_pipe() -> tuple[int, int]:
    """Return a pipe, with nothing left that two processes would print."""
    sys.stdout.flush()
    sys.stderr.flush()
    return os.pipe()


def _heard(pipe: int) -> bytes:
    """Return what was said into *pipe* since something was begun last, once nobody can say more."""
    said = b""
    while more := os.read(pipe, 2**16):
        said += more
        said = said[max(0, said.rfind(_BEGUN)) :]
    return said


def _ended(said: bytes) -> Ended:
    begun, _, trace = said.decode(errors="replace").partition("\n")
    frames = tuple((file, int(line)) for file, line in _FRAME.findall(trace))
    return Ended(
        begun.removeprefix(_BEGUN.decode()), frames, too_slow=bool(frames) and "Fatal Python error" not in trace
    )
