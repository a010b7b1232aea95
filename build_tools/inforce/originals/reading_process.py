"""Reads originals in a process of its own, with bounds: a file from outside can neither stop nor fill the program.

One process reads one file after the other, and ends when nobody asks it any more. What it may use is bounded by the
system where that can be had (Linux, macOS), and on Windows by the clock alone.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import weakref
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from inforce.model.bounds import ORIGINAL
from inforce.model.originals import OriginalState, ReadText, as_lists, from_lists
from inforce.model.problem import ProblemError
from inforce.originals.original_text import read_original

if TYPE_CHECKING:
    import subprocess

    from inforce.originals.word_text import WordText

_WALL_CLOCK: Final = 6  # times the seconds of computing: other programs want their turn
_OUT_OF_MEMORY: Final = 70  # the exit code of the process
_ABORTED: Final = ("SIGABRT", "SIGTRAP", "SIGILL")  # how PDFium ends where it is refused memory
_WORD: Final = ".docx"


class Bounds(NamedTuple):
    """How many seconds of computing, and how many bytes of memory, one file may take."""

    seconds: int = ORIGINAL.seconds
    memory: int = ORIGINAL.memory


class ReadingProcess:
    """Reads the bytes of originals, one after the other, each within *bounds*."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, content: bytes, ending: str) -> ReadText:
        """Return what came of reading *content*; what goes beyond the bounds, or ends the process, says so."""
        answer = self._answer(content, ending)
        if isinstance(answer, OriginalState):
            return answer, ()
        try:
            return from_lists(answer)
        except (ValueError, TypeError):
            return OriginalState.BROKEN, ()

    def word(self, content: bytes) -> WordText:
        """Return what the Word file with the bytes *content* says; raise `ProblemError` where it is not read."""
        from inforce.originals import word_text  # noqa: PLC0415 -- most runs read no Word file
        from inforce.originals.word_file import not_read  # noqa: PLC0415 -- as above

        answer = self._answer(content, _WORD)
        if isinstance(answer, OriginalState):
            larger = answer in {OriginalState.TOO_LARGE, OriginalState.TOO_SLOW}
            what = "takes too long, or too much memory, to read" if larger else "ended the program that was reading it"
            raise not_read(f"This file {what}.", "Part it into smaller documents, and import one after the other.")
        if "refused" in answer:
            raise not_read(*answer["refused"])
        return word_text.from_lists(answer)

    def _answer(self, content: bytes, ending: str) -> Any:
        """Return what the process answers, as it was written in JSON; or the state that says why there is none."""
        process = self._process or self._started()
        killed = Event()

        def too_late() -> None:
            killed.set()
            process.kill()

        late = Timer(self._bounds.seconds * _WALL_CLOCK, too_late)
        late.daemon = True
        late.start()
        try:
            answer = _asked(process, content, ending)
        finally:
            late.cancel()
        if answer is not None:
            return answer
        self._process = None
        _end(process)
        return OriginalState.TOO_SLOW if killed.is_set() else _why_it_ended(process.returncode)

    def _started(self) -> subprocess.Popen[bytes]:
        package = str(Path(__file__).parents[2])
        import subprocess  # noqa: PLC0415 -- only who reads an original pays

        path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH", "")]))
        process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-m", __name__, *map(str, self._bounds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        weakref.finalize(self, _end, process)
        self._process = process
        return process


def _asked(process: subprocess.Popen[bytes], content: bytes, ending: str) -> Any | None:
    """Return the answer of *process*; None where it ended before it gave one."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps([ending, len(content)]).encode() + b"\n")
        process.stdin.write(content)
        process.stdin.flush()
        return json.loads(process.stdout.readline())
    except (OSError, ValueError, TypeError):
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()
    from subprocess import TimeoutExpired  # noqa: PLC0415 -- as above

    try:
        process.wait(timeout=1)
    except TimeoutExpired:
        process.kill()
        process.wait()


def _why_it_ended(code: int) -> OriginalState:
    """Return what the exit code of the process says of the file that it was reading."""
    if code == -getattr(signal, "SIGXCPU", 0) != 0:
        return OriginalState.TOO_SLOW
    if code == _OUT_OF_MEMORY or -code in {getattr(signal, name, 0) for name in _ABORTED} - {0}:
        return OriginalState.TOO_LARGE
    return OriginalState.BROKEN


def _serve(questions: IO[bytes], answers: IO[bytes], bounds: Bounds) -> None:
    """Read one file after the other until nobody asks any more."""
    _bound_memory(bounds.memory)
    while question := questions.readline():
        ending, size = json.loads(question)
        content = questions.read(size)
        _bound_time(bounds.seconds)
        answer = _word(content) if ending == _WORD else as_lists(read_original(content, ending))
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _word(content: bytes) -> dict[str, Any]:
    from inforce.originals import word_text  # noqa: PLC0415 -- as in `ReadingProcess.word`
    from inforce.originals.word_reader import read_word  # noqa: PLC0415 -- as above

    try:
        return word_text.as_lists(read_word(content))
    except ProblemError as refused:
        return {"refused": [refused.message, refused.remedy]}


def _bound_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bound_time(seconds: int) -> None:
    """Have the system end this process once it has computed for so many *seconds* from now."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- Windows has none

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))


def _main() -> None:
    seconds, memory = map(int, sys.argv[1:])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    try:
        _serve(sys.stdin.buffer, answers, Bounds(seconds, memory))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except KeyboardInterrupt:
        os._exit(1)


if __name__ == "__main__":
    _main()
