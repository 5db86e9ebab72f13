"""What is built from this tree is what a user needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import lungang

ROOT = Path(__file__).resolve().parents[2]
DATA = {".toml", ".json", ".csv", ".po", ".mo", ".html", ".css"}


def test_wheel_carries_code_data_and_command(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.startswith(f"lungang-{lungang.__version__}-py3-none-any")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry,) = (n for n in names if n.endswith("entry_points.txt"))
        assert "lungang = lungang.cli:main" in archive.read(entry).decode()
    source = ROOT / "src"
    wanted = {
        str(path.relative_to(source))
        for path in (source / "lungang").rglob("*")
        if path.suffix in DATA | {".py"}
    }
    assert wanted <= names
    assert not [n for n in names if "__pycache__" in n or n.startswith("tests/")]
