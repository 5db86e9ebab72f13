"""What goes on record is Chinese, whatever language its author reads: it is never translated.

The words of a notice and of a line of the log are shown to other people than the one who acts.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "src" / "lungang"
ON_RECORD = {"record", "send", "append"}
OF_A_JOB = {"start", "enqueue", "end", "progress", "Outcome"}
"""What a job is called, does and says at its end is kept, and goes into lines and notices."""
TRANSLATES = {"_", "gettext", "ngettext", "pgettext"}


def translated(source: str, ways: set[str] = ON_RECORD | OF_A_JOB) -> list[int]:
    """Lines where translated words go on record, also by way of a name or a helper's argument.

    An action is also named as an argument, where a view has it done: ``perform(request, start, …)``
    """
    tree = ast.parse(source)
    words = TRANSLATES | _helpers(tree)
    found = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and _translates(node.value, words)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            called = {_name(call), *(arg.id for arg in call.args if isinstance(arg, ast.Name))}
            if not called & ways and not _name(call).lstrip("_").startswith("tell"):
                continue
            said = [*call.args, *(keyword.value for keyword in call.keywords)]
            if any(_translates(word, words) or _names(word) & names for word in said):
                found.append(call.lineno)
    return found


def _helpers(tree: ast.Module) -> set[str]:
    """Names of the module's functions that give back translated words, also each other's."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    found: set[str] = set()
    while True:
        more = {
            function.name
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and node.value
            if _translates(node.value, TRANSLATES | found)
        }
        if more <= found:
            return found
        found |= more


def _translates(node: ast.AST, words: set[str]) -> bool:
    calls = (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return any(isinstance(call.func, ast.Name) and call.func.id in words for call in calls)


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _name(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_nothing_on_record_is_translated():
    rooms = [path for room in ("platform", "campaign") for path in (ROOT / room).rglob("*.py")]
    acting = [path for path in rooms if "actions" in path.parts or path.name == "actions.py"]
    assert len(acting) > 40
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in acting
        for line in translated(path.read_text("utf-8"))
    ]
    assert not found


def test_nothing_of_a_job_is_translated_when_it_is_kept():
    rooms = [path for room in ("platform", "campaign") for path in (ROOT / room).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in rooms
        for line in translated(path.read_text("utf-8"), OF_A_JOB)
    ]
    assert not found


def test_the_ways_that_are_found():
    for wrong in (
        'def f(act):\n    act.record(row, _("改"))',
        'def f(act):\n    send(act, o, None, _("改 {n}").format(n=1))',
        'def f(act):\n    subject = _("改")\n    send(act, o, None, subject)',
        'def f(act):\n    tell_unit(act, sent, subject=_("改"))',
        'def f(act):\n    log.append(actor, name, summary=_("改"))',
        'def g(n):\n    return _("没有") if n is None else str(n)\n'
        'def f(act):\n    said = f"改为{g(n)}"\n    act.record(row, said)',
        'def h():\n    return _("没有")\ndef g():\n    return h()\n'
        'def f(act):\n    act.record(row, f"改为{g()}")',
        'def f(request):\n    perform(request, start, KIND, _("筛查"), {})',
        'def f(act):\n    enqueue(act, KIND, _("筛查"))',
        'def f(job):\n    message = _("停")\n    end(KEEPER, pk, 1, state, message=message)',
        'def f(job):\n    return Outcome(state, message=_("停"))',
    ):
        assert translated(wrong), wrong
    assert not translated('def f(act):\n    act.record(row, "改")\n    raise NotNow(_("改过"))')
