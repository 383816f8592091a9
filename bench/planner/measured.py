"""Runs a command and says what it took."""
import os
import subprocess
import tempfile
import time


def measured(command, limit):
    """(seconds, MiB at the most, what it printed, exit code)"""
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        try:
            _, status, usage = wait(child, limit)
        except TimeoutError:
            child.kill()
            _, status, usage = os.wait4(child.pid, 0)
        out.seek(0)
        return time.monotonic() - began, usage.ru_maxrss / 1024, out.read().decode(), os.waitstatus_to_exitcode(status)


def wait(child, limit):
    end = time.monotonic() + limit
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            return pid, status, usage
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)
