"""``lungang audit``, on a site of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.platform.at_once import ROOT, Place

pytestmark = pytest.mark.slow


def lungang(place: Place, *words: object):
    program = "from lungang.cli import main; main()"
    environment = {**place.environment, "LUNGANG_LANG": "zh", "LUNGANG_DEBUG": "1"}
    environment["PYTHONPATH"] = str(ROOT / "src")
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=place.folder.parent, env=environment, capture_output=True, text=True,
    )  # fmt: skip


def test_verify_and_export(place: Place, tmp_path):
    place.run("count", 5)
    first, later = tmp_path / "一.zip", tmp_path / "二.zip"
    said = lungang(place, "audit", "export", "--site", place.folder, "--export", first)
    assert said.returncode == 0, said.stderr
    assert lungang(place, "audit", "export", "--export", first).returncode == 2
    place.run("count", 2)
    assert lungang(place, "audit", "export", "--site", "site", "--export", later).returncode == 0
    said = lungang(place, "audit", "verify", "--site", place.folder, "--checkpoint", first)
    assert said.returncode == 0, said.stderr
    assert "记录 11 条、检查点 2 个" in said.stdout
    key = json.loads(zipfile.ZipFile(first).read("checkpoints.json"))["key"]
    said = lungang(place, "audit", "verify", "--export", later, "--checkpoint", first, "--key", key)
    assert said.returncode == 0, said.stderr
    assert "与上次留下的检查点相接" in said.stdout
    # The older one, handed in as today's, is a log that lost its end.
    said = lungang(place, "audit", "verify", "--export", first, "--checkpoint", later)
    assert said.returncode == 3
    assert "不见了" in said.stdout
    other = key[:-4] + "AAA="
    assert lungang(place, "audit", "verify", "--key", other).returncode == 3
    said = lungang(place, "audit", "verify")
    assert "没有给 --checkpoint" in said.stderr
    assert os.listdir(tmp_path).count("一.zip") == 1


def test_what_is_no_site_or_no_export_is_said(place: Place, tmp_path):
    said = lungang(place, "audit", "verify", "--site", tmp_path / "nowhere")
    assert (said.returncode, "里没有站点" in said.stderr) == (2, True)
    (tmp_path / "x.zip").write_bytes(b"no zip")
    said = lungang(place, "audit", "verify", "--export", tmp_path / "x.zip")
    assert said.returncode == 3
    assert lungang(place, "audit", "export").returncode == 2
    assert lungang(place, "audit", "burn").returncode == 2
