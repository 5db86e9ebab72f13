"""What is shipped to browsers: small, our own, and within reach of Chromium 80."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import allauth
import pytest

import lungang
from lungang.platform.accounts.offices import Office
from tests.factories import make_actor, make_campaign

HOUSE = Path(lungang.__file__).parent
ASSETS = sorted(
    path
    for path in HOUSE.rglob("static/**/*")
    if path.suffix in {".css", ".js", ".svg"} and "site-packages" not in path.parts
)
STYLES = [path for path in ASSETS if path.suffix == ".css"]
SCRIPTS = [path for path in ASSETS if path.suffix == ".js"]
ALLAUTH = Path(allauth.__file__).parent
THEIRS = [  # of the scripts that come with what we build on, those that our pages name
    ALLAUTH / "account/static/account/js/onload.js",
    ALLAUTH / "mfa/static/mfa/js/webauthn-json.js",
    ALLAUTH / "mfa/static/mfa/js/webauthn.js",
]
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
LIMIT = 150_000

# Property or selector, the Chromium that first had it, and what to write instead.
TOO_NEW_STYLE = {
    r"(?<![\w-])gap\s*:": "flex gap, 84: grid-gap, or margins",
    r"(?<![\w-])(row|column)-gap\s*:": "84 in flex: grid-row-gap, grid-column-gap",
    r"(?<![\w-])inset(-block|-inline)?\s*:": "87: top right bottom left",
    r"aspect-ratio\s*:": "88",
    r":(is|where|has)\(": "88, 105",
    r":focus-visible": "86: :focus",
    r"color-mix\(|oklch\(|oklab\(|lch\(": "111",
    r"accent-color": "93",
    r"@layer|@container|@property|@scope": "85 to 118",
    r"::file-selector-button": "89: ::-webkit-file-upload-button in a rule of its own",
    r"(?<![\w-])(margin|padding|border)-(inline|block)": "87",
    r"content-visibility|scrollbar-gutter|overflow\s*:\s*clip": "85 to 94",
    r"\b\d*(dvh|svh|lvh)\b": "108",
    r":not\([^)]*,": "88: one simple selector in :not()",
    r"@import": "a second request before the first paint",
}
TOO_NEW_SCRIPT = {
    r"\?\?=|\|\|=|&&=": "85",
    r"\.(replaceAll|at|findLast|toSorted|toReversed|hasOwn)\(": "85 to 110",
    r"(?<![\w.])#\w+\s*[=(;]": "private fields and methods, 84",
    r"structuredClone|Promise\.any|WeakRef|AggregateError": "84 to 98",
    r"static\s*\{": "94",
    r"(?m)^await\s": "top-level await, 89",
}


def code(path: Path) -> str:
    """The text without its comments."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"(?m)^\s*//.*$|\s//\s.*$", "", text) if path.suffix == ".js" else text


def offences(paths: list[Path], rules: dict[str, str]) -> list[str]:
    return [
        f"{path.name}: {found[0]!r} ({why})"
        for path in paths
        for pattern, why in rules.items()
        if (found := re.search(pattern, code(path)))
    ]


def nested_rules(path: Path) -> list[str]:
    """Selectors inside a rule that is no at-rule: nesting, Chromium 112."""
    stack: list[str] = []
    found, head = [], ""
    for sign in code(path):
        if sign == "{":
            if stack and not stack[-1].startswith("@"):
                found.append(head.strip())
            stack.append(head.strip())
            head = ""
        elif sign == "}":
            stack.pop()
            head = ""
        else:
            head = "" if sign == ";" else head + sign
    return found


def test_there_is_something_to_look_at():
    assert len(STYLES) >= 6
    assert SCRIPTS


def test_styles_keep_to_the_floor():
    assert not offences(STYLES, TOO_NEW_STYLE)
    assert not [nested for path in STYLES for nested in nested_rules(path)]


def test_scripts_keep_to_the_floor():
    assert not offences([*SCRIPTS, *THEIRS], TOO_NEW_SCRIPT)


def test_no_other_script_or_style_is_named_in_a_page():
    known = {path.as_posix().rpartition("static/")[2] for path in (*ASSETS, *THEIRS)}
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% static "([^"]+\.(?:js|css))" %}', path.read_text("utf-8"))
    }
    assert named <= known


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (".a{display:flex;gap:4px}", TOO_NEW_STYLE),
        (".a:has(b){}", TOO_NEW_STYLE),
        ("a ||= 1", TOO_NEW_SCRIPT),
    ],
)
def test_the_lint_sees(text, rules):
    assert [why for pattern, why in rules.items() if re.search(pattern, text)]


def test_nothing_points_outside():
    own = re.compile(r"http://www\.w3\.org/(2000/svg|1999/xlink)")
    for path in [*ASSETS, *TEMPLATES]:
        text = own.sub("", code(path))
        assert not re.search(r"(https?:)?//[\w-]+\.[a-z]", text), path
        assert "sourceMappingURL" not in text, path


def test_templates_keep_to_the_policy():
    """No inline style, script or handler: the content security policy would refuse it."""
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle\s*=", text), path
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), path
        # a block of JSON is data, not a script
        assert not re.search(r"<script(?![^>]*(\ssrc=|application/json))|<style", text), path


@pytest.mark.django_db
def test_the_first_load_is_small(client):
    actor = make_actor(Office.HR_OFFICER)
    make_campaign()
    client.force_login(actor.user)
    page = client.get("/").content
    names = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    assert len(names) >= 7
    files = [HOUSE / "web" / "static" / name for name in names]
    sizes = [len(gzip.compress(content)) for content in (page, *(f.read_bytes() for f in files))]
    assert sum(sizes) <= LIMIT, sizes
