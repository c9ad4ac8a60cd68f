"""Work done in a process of its own, so that nothing it loads or changes is left behind."""

import contextlib
import os
import pickle
import resource
import traceback
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

T = TypeVar("T")
ROOM = 4 << 30  # bytes a process may take: a change may also be one that never stops collecting


def each_from_a_fork(work: Callable[[Callable[[T], None]], None]) -> Iterator[T]:
    """Return what work tells there, each as soon as it does. Raises RuntimeError where it does not come to its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with os.fdopen(writing, "wb", buffering=0) as told:
                work(lambda one: _tell(told, one))
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as told, contextlib.suppress(EOFError):
        while True:
            yield pickle.load(told)  # noqa: S301  written a moment ago by ourselves
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise RuntimeError("A process did not come to its end.")


def _tell(told: BinaryIO, one: object) -> None:
    told.write(pickle.dumps(one))


def exit_code_of(work: Callable[[], int], seconds: float) -> int:
    """Return the code work ends with in silence; a negative one where it was ended.

    seconds: of the processor, after which it is ended.
    """
    child = os.fork()
    if not child:
        code = 70
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            used = resource.getrusage(resource.RUSAGE_SELF)
            most = int(used.ru_utime + used.ru_stime + seconds) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (most, most))
            resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
