"""Measure the small-server profile: memory of web server and worker, time of a lesson with and without the page cache.

`make bench`, after `make demo` has run once. Prints figures; judges nothing. Linux only (reads /proc).
"""

import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PORT = 8765
LESSON = f"http://127.0.0.1:{PORT}/bg/courses/common-cases/school/"
ROUNDS = 30


def memory(pid: int) -> int:
    """Return the memory of a process and those it started in kB, shared pages counted once (PSS)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents = {int(folder.name), int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])}
            if pid in parents:
                rollup = (folder / "smaps_rollup").read_text()
                total += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
        except (OSError, StopIteration):
            continue
    return total


def milliseconds(address: str) -> float:
    """Return how long one request takes."""
    start = time.perf_counter()
    with urllib.request.urlopen(address) as response:
        response.read()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Start both processes, ask for the lesson, print what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    here = Path(sys.executable).parent
    web = subprocess.Popen(
        [here / "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{PORT}", "--workers", "1", "--threads", "4"],
        stderr=subprocess.DEVNULL,
    )
    worker = subprocess.Popen(
        [here / "celery", "--app", "cms.celery", "worker", "--pool", "solo", "--loglevel", "ERROR"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            try:
                milliseconds(LESSON)
                break
            except OSError:
                time.sleep(0.2)
        # Query strings are never kept, so these go through Django; the plain address comes from the page cache.
        through = [milliseconds(f"{LESSON}?round={number}") for number in range(ROUNDS)]
        kept = [milliseconds(LESSON) for _number in range(ROUNDS)]
        print(f"lesson, page cache empty: median {statistics.median(through):.1f} ms of {ROUNDS}")
        print(f"lesson, from the page cache: median {statistics.median(kept):.1f} ms of {ROUNDS}")
        print(f"memory, web server (1 process, 4 threads): {memory(web.pid) / 1024:.0f} MiB")
        print(f"memory, worker (solo): {memory(worker.pid) / 1024:.0f} MiB")
    finally:
        for process in (web, worker):
            process.send_signal(signal.SIGTERM)
            process.wait()


if __name__ == "__main__":
    main()
