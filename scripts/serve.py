"""Run the whole site on this machine: the web server and, beside it, the worker with its timetable.

    serve.py [run]   run it, with the packages of the virtual environment
    serve.py dev     the same with Django's reloading server
    serve.py check   only say whether it could run: nobody uses the data, the port is free
    serve.py reset   delete the data that `make demo` made

`check` and `reset` need nothing but Python, so that they work before anything is installed.
Environment: PORT, HOST, BASE_URL, VAR_DIR, WEB_CONCURRENCY.
"""

import argparse
import contextlib
import ctypes
import fcntl
import multiprocessing
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR_DIR = ROOT / (os.environ.get("VAR_DIR") or "var")
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = int(os.environ.get("PORT") or 8000)
ADDRESS = os.environ.get("BASE_URL") or f"http://localhost:{PORT}"

# `reset` deletes these names and nothing else: VAR_DIR may be any folder that somebody chose.
DATA = ["db.sqlite3*", "media", "private", "static", "cache", "broker", "celerybeat-schedule*", "secret_key"]


@contextlib.contextmanager
def data_lock() -> Iterator[int]:
    """Hold the data for as long as this process, or any process that inherits the descriptor, lives."""
    # The file-system transport doesn't make its own folder, and already loading content may send messages.
    (VAR_DIR / "broker" / "queue").mkdir(parents=True, exist_ok=True)
    with (VAR_DIR / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            sys.exit(refusal(*file.read().split()))
        file.truncate(0)
        file.write(f"{os.getpid()} {ADDRESS}\n")
        file.flush()
        yield file.fileno()


def refusal(pid: str = "unknown", address: str = "an unknown address") -> str:
    if pid.isdigit() and not is_running(int(pid)):
        return "The last run of Mostik was killed and its parts are still ending. Try again in a few seconds."
    return (
        f"Mostik already runs on this data: process {pid}, {address}, data in {VAR_DIR}.\n"
        f"Stop it first, with Ctrl-C where it runs or with `kill {pid}`."
        " A second site needs data and a port of its own:\n"
        "    make demo PORT=8010 VAR_DIR=var-8010"
    )


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, as somebody else
        pass
    return True


def require_free_port() -> None:
    with socket.socket() as probe:
        # As the server does it, else connections that have just ended would count as a user of the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as error:
            sys.exit(f"Port {PORT} can't be used ({error.strerror}). Choose another one:\n    make demo PORT=8010")


def end_with_parent(by: signal.Signals) -> None:
    """Let the kernel stop this process when its parent is gone; one that was killed can't do it."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, by)


def web(reload: bool) -> list[str]:
    bind = f"{HOST}:{PORT}"
    if reload:
        return ["manage.py", "runserver", bind]
    return [
        *["-m", "gunicorn", "cms.wsgi", "--bind", bind, "--log-level", "warning", "--no-control-socket"],
        *["--worker-class", "gthread", "--workers", os.environ.get("WEB_CONCURRENCY") or "2", "--threads", "4"],
        # Workers are replaced now and then because memory in a long-lived Python process only grows.
        *["--max-requests", "2000", "--max-requests-jitter", "400", "--timeout", "60"],
        # Shorter than honcho's five seconds of patience after Ctrl-C.
        *["--graceful-timeout", "3"],
    ]


def worker() -> list[str]:
    return [
        # The warning about running as root is meant for servers; here it would only hide the address.
        *["-W", "ignore:You're running the worker with superuser", "-m", "celery", "--app", "cms.celery", "--quiet"],
        # One task at a time and no process of its own for it: that is what a small machine has memory for.
        *["worker", "--pool", "solo", "--loglevel", "WARNING"],
        *["--beat", "--schedule", f"{VAR_DIR}/celerybeat-schedule"],
        # There is one worker: it has nobody to talk to.
        *["--without-gossip", "--without-mingle", "--without-heartbeat"],
    ]


def demo_logins() -> str:
    """Return the lines that the site's own command prints; a site without demo content has none."""
    command = [sys.executable, "manage.py", "demo_logins"]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def run(reload: bool = False) -> None:
    from honcho.manager import Manager
    from honcho.process import Popen, Process

    class Part(Process):
        """A part of the site: it shares the lock on the data, and ends when we do."""

        def run(self, *args, **kwargs):
            end_with_parent(signal.SIGKILL)
            self._child_ctor = partial(Popen, pass_fds=[lock], preexec_fn=partial(end_with_parent, signal.SIGTERM))
            super().run(*args, **kwargs)

    os.environ.update(VAR_DIR=str(VAR_DIR), BASE_URL=ADDRESS, PYTHONUNBUFFERED="1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    # Only forked processes inherit the lock; newer Pythons would start them afresh.
    multiprocessing.set_start_method("fork")

    with data_lock() as lock:
        require_free_port()
        manager = Manager()
        manager._process_ctor = Part  # honcho has no public way to name the class
        for name, arguments in {"web": web(reload), "worker": worker()}.items():
            # `exec`, so that signals reach the program and not a shell before it.
            manager.add_process(name, "exec " + shlex.join([sys.executable, *arguments]))

        print(f"\n  The site:   {ADDRESS}/\n  The editor: {ADDRESS}/admin/\n")
        print("".join(f"  {line}\n" for line in demo_logins().splitlines()))
        print("It answers in a few seconds. Ctrl-C stops it.\n", flush=True)
        try:
            manager.loop()
        finally:
            # Python's own way out would wait for parts that nobody stops any more, if we fail before they do (terminal
            # closed, Ctrl-C while starting). Leaving at once stops them, see `end_with_parent`.
            stopped_on_request = manager.returncode in (128 + signal.SIGINT, 128 + signal.SIGTERM)
            os._exit(0 if stopped_on_request else 1)


def check() -> None:
    with data_lock():
        require_free_port()


def reset() -> None:
    with data_lock():
        for path in [path for name in DATA for path in VAR_DIR.glob(name)]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    print(f"Deleted the demo's data in {VAR_DIR}. `make demo` builds it anew.")


if __name__ == "__main__":
    actions: dict[str, Callable[[], None]] = {
        "run": run,
        "dev": partial(run, reload=True),
        "check": check,
        "reset": reset,
    }
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", nargs="?", choices=actions, default="run")
    os.chdir(ROOT)
    with contextlib.suppress(KeyboardInterrupt):
        actions[parser.parse_args().action]()
