"""The set-up script and the pinned requirements keep what they promise."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev"
SH = shutil.which("sh") or "/bin/sh"
LOCKED = sorted(p for p in (ROOT / "requirements").glob("*.txt") if p.name != "apt.txt")


def run(*args, path=None, cwd=ROOT, script=DEV, **env):
    env = {"PATH": os.environ["PATH"] if path is None else str(path), **env}
    return subprocess.run(
        [SH, str(script), *args], cwd=cwd, env=env, capture_output=True, text=True, timeout=60
    )


def pins(path):
    """Each requirement of a locked file with its hashes, as one line."""
    joined = path.read_text().replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("path", LOCKED, ids=lambda p: p.name)
def test_every_requirement_is_pinned_by_hash(path):
    assert pins(path)
    for line in pins(path):
        assert re.match(r"[a-z0-9.-]+==\S+ ", line), line
        assert "--hash=sha256:" in line, line


@pytest.mark.parametrize("path", LOCKED, ids=lambda p: p.name)
def test_requirements_name_no_host(path):
    found = re.search(r"://|--(extra-)?index|--find-links|--trusted-host|file:", path.read_text())
    assert not found


def test_development_set_holds_the_runtime_set_unchanged():
    runtime, development = (
        {line.split(" ")[0] for line in pins(ROOT / "requirements" / name)}
        for name in ("base.txt", "dev.txt")
    )
    assert runtime <= development


def test_script_is_valid_posix_shell():
    shell = shutil.which("dash") or SH
    assert subprocess.run([shell, "-n", str(DEV)], check=False).returncode == 0
    assert os.access(DEV, os.X_OK)


def test_help_names_every_command():
    cases = DEV.read_text().split("case $command in")[1]
    commands = re.findall(r"^  ([a-z]+)(?= \||\))", cases, re.MULTILINE)
    assert {"demo", "test", "lint", "bench", "lock", "help"} <= set(commands)
    shown = run("help").stdout
    for command in commands:
        assert re.search(rf"^  {command}\b", shown, re.MULTILINE), command


def test_unknown_command_is_refused():
    result = run("frobnicate")
    assert result.returncode == 2
    assert "frobnicate" in result.stderr


@pytest.fixture
def checkout(tmp_path):
    """A checkout without an environment, in a path with a space."""
    root = tmp_path / "check out"
    (root / "requirements").mkdir(parents=True)
    shutil.copy(DEV, root / "dev")
    for path in LOCKED:
        shutil.copy(path, root / "requirements")
    return root


def fake_python(folder, name, answer):
    """An interpreter that, asked what it is, gives the answer."""
    path = folder / name
    path.write_text(f"#!{SH}\necho '{answer}'\n")
    path.chmod(0o755)


def tools(folder, *names):
    """A PATH that holds nothing but these."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name))
    return folder


SETUP_TOOLS = ("mkdir", "rm", "cat", "cksum", "mv", "sed", "tail", "head", "id", "sleep")


@pytest.mark.parametrize(
    ("pythons", "packages"),
    [
        ({}, "python3 python3-venv"),
        ({"python3": "old 3.9"}, "python3.11 python3.11-venv"),
        ({"python3.12": "bare 3.12", "python3": "old 3.9"}, "python3.12-venv"),
    ],
)
def test_one_apt_line_mends_a_machine_without_python(checkout, tmp_path, pythons, packages):
    path = tools(tmp_path / "bin", *SETUP_TOOLS)
    for name, answer in pythons.items():
        fake_python(path, name, answer)
    result = run("demo", path=path, script=checkout / "dev")
    assert result.returncode == 3
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith(f"apt-get install -y {packages}\n")
    assert not list(checkout.glob(".venv*"))


def test_missing_git_is_named_for_tests(checkout, tmp_path):
    result = run("test", path=tools(tmp_path / "bin"), script=checkout / "dev")
    assert result.returncode == 3
    assert result.stderr.endswith("apt-get install -y git\n")


def test_bare_machine_is_told_what_to_do(checkout, tmp_path):
    """Not even mkdir: still the one line, not a shell error."""
    result = run("demo", path=tools(tmp_path / "bin"), script=checkout / "dev")
    assert result.returncode == 3
    assert "python3-venv" in result.stderr


def test_lock_of_a_dead_process_is_broken(checkout, tmp_path):
    finished = subprocess.Popen([sys.executable, "-c", ""])
    finished.wait()
    lock = checkout / ".venv.lock"
    lock.mkdir()
    (lock / "pid").write_text(f"{finished.pid}\n")
    path = tools(tmp_path / "bin", *SETUP_TOOLS)
    fake_python(path, "python3", "ok 3.12")  # says it is fit, and makes no environment
    result = run("demo", path=path, script=checkout / "dev")
    assert "[1/3]" in result.stderr  # it went past the lock
    assert result.returncode != 0
    assert not list(checkout.glob(".venv.lock*"))


def test_apt_packages_each_say_what_they_are_for():
    lines = (ROOT / "requirements" / "apt.txt").read_text().splitlines()
    for line in lines:
        assert re.fullmatch(r"#.*|[a-z0-9.+-]+ +# \S.*", line), line
