"""A new site's keys, and what is said where one is missing, open to others, or no key."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from lungang.config.founding import found_site
from lungang.config.keyring import KEY_FILES, make_keys, new_key, read_keys
from lungang.config.site import load_site
from lungang.errors import InputError


@pytest.fixture
def folder(tmp_path):
    found_site(tmp_path)
    return tmp_path


def test_init_makes_a_file_for_each_life_time(folder):
    assert sorted(p.name for p in (folder / "keys").iterdir()) == sorted(p.name for p in KEY_FILES)
    assert {path.stat().st_mode & 0o777 for path in (folder / "keys").iterdir()} == {0o600}
    assert (folder / "keys").stat().st_mode & 0o777 == 0o700
    for one, other in combinations([(folder / path).read_bytes() for path in KEY_FILES], 2):
        assert one != other
    assert read_keys(folder) == load_site(folder, {}).keys


def test_no_key_is_written_over(folder):
    before = [(folder / path).read_bytes() for path in KEY_FILES]
    with pytest.raises(FileExistsError):
        make_keys(folder)
    assert before == [(folder / path).read_bytes() for path in KEY_FILES]


@pytest.mark.parametrize("path", KEY_FILES, ids=lambda path: path.stem)
def test_missing_or_open_to_others(folder, path):
    (folder / path).chmod(0o640)
    with pytest.raises(InputError, match=f"{path.name} 别人也能读"):
        load_site(folder, {})
    (folder / path).unlink()
    with pytest.raises(InputError, match=f"缺密钥文件 .*{path.name}"):
        load_site(folder, {})


def test_a_folder_open_to_others(folder):
    (folder / "keys").chmod(0o755)
    with pytest.raises(InputError, match="chmod 700"):
        load_site(folder, {})


@pytest.mark.parametrize(
    "text", ["", "abc", "密钥", "A" * 43 + "=", "====", ("A" * 43 + "=\n") * 2]
)
def test_what_is_no_key(folder, text):
    for name in ("session", "data", "index", "veil"):
        path = folder / "keys" / f"{name}.key"
        kept = path.read_bytes()
        path.write_text(text, "utf-8")
        if text == "A" * 43 + "=":
            load_site(folder, {})  # a poor key, but one
        else:
            with pytest.raises(InputError, match=rf"{name}\.key 读不懂"):
                load_site(folder, {})
        path.write_bytes(kept)


def test_a_key_may_be_put_before_the_data_key_and_before_no_other(folder):
    before = read_keys(folder)
    path = folder / "keys" / "data.key"
    path.write_text(f"{new_key()}\n{path.read_text()}")
    after = read_keys(folder)
    assert after.data[1:] == before.data
    assert replace(after, data=before.data) == before
    path = folder / "keys" / "index.key"
    path.write_text(f"{new_key()}\n{path.read_text()}")
    with pytest.raises(InputError):
        read_keys(folder)
