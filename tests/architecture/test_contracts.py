"""The import contracts of pyproject.toml refuse what they are there to refuse."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = [
    *("domain", "policy", "policy/pack", "exchange", "intake"),
    *("verify", "statistics", "paperwork", "demo", "cli"),
    *("platform", "campaign", "web", "config"),
]
ALLOWED = {
    "domain/facts.py": "from lungang import errors, i18n",
    "policy/pack/load.py": "from lungang.domain import facts",
    "policy/screening.py": "from lungang.policy.pack import load",
    "exchange/solve.py": "from lungang.policy import screening",
    "intake/read.py": "from lungang.domain import facts",
    "verify/check.py": "from lungang.policy.pack import load\nimport lungang.intake.read",
    "statistics/table.py": "from lungang.policy import pack",
    "paperwork/notice.py": "from lungang.statistics import table",
    "cli/run.py": "import lungang.exchange.solve, lungang.demo",
}


@pytest.fixture
def tree(tmp_path):
    package = tmp_path / "lungang"
    for name in PACKAGES:
        (package / name).mkdir(parents=True)
    for folder in [package, *(package / name for name in PACKAGES)]:
        (folder / "__init__.py").touch()
    for name in ("errors.py", "i18n.py"):
        (package / name).touch()
    for name, text in ALLOWED.items():
        (package / name).write_text(text + "\n")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree):
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-P", "-c", program, "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
    )


def test_the_intended_shape_passes(tree):
    result = lint(tree)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("domain/facts.py", "import lungang.policy.pack"),
        ("domain/facts.py", "import lungang.cli"),
        ("domain/facts.py", "import django.db"),
        ("policy/screening.py", "import lungang.exchange"),
        ("policy/pack/load.py", "from lungang.policy import screening"),
        ("intake/read.py", "import lungang.policy.pack"),
        ("exchange/solve.py", "import lungang.intake"),
        ("statistics/table.py", "import lungang.policy.screening"),
        ("verify/check.py", "from lungang.policy import screening"),
        ("verify/check.py", "import lungang.exchange"),
        ("verify/check.py", "import lungang.statistics"),
        ("statistics/table.py", "import lungang.paperwork"),
        ("paperwork/notice.py", "import lungang.exchange"),
        ("paperwork/notice.py", "import lungang.intake"),
    ],
)
def test_a_forbidden_import_is_refused(tree, module, statement):
    with (tree / "lungang" / module).open("a") as file:
        file.write(statement + "\n")
    result = lint(tree)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout
