"""Type for the papers: for each role the site's own fonts first, free ones after.

The free fonts lie in this package (``fonts/``, with their licences) or come with the package
``pylopdf-fonts-zh-cn``; fonts of the system are never used, so a page is the same everywhere.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork.sfnt import characters

SITE_FONTS = "LUNGANG_FONTS"
"""Environment variable: a folder with the licensed fonts of the site."""

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """What a font is for: its name in the standard and in DOCX, and the chain of families."""

    name: str
    standard: str
    site: tuple[str, ...]
    free: tuple[str, ...]
    weight: int = 400


_LAST = ("Noto Serif SC", "Noto Sans SC")

ROLES: Mapping[str, Role] = {
    "fang": Role(
        name="仿宋",
        standard="仿宋_GB2312",
        site=(
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "方正仿宋_GBK",
            "FZFangSong-Z02",
        ),
        free=("FandolFang R", *_LAST),
    ),
    "biaosong": Role(
        name="小标宋",
        standard="方正小标宋简体",
        site=("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
        free=("Noto Serif CJK SC", *_LAST),
        weight=700,
    ),
    "kai": Role(
        name="楷体",
        standard="楷体_GB2312",
        site=("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03"),
        free=("FandolKai", *_LAST),
    ),
    "hei": Role(
        name="黑体",
        standard="黑体",
        site=("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"),
        free=("Noto Sans SC", "Noto Serif SC"),
    ),
    "song": Role(
        name="宋体",
        standard="宋体",
        site=("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01"),
        free=_LAST,
    ),
}
"""The roles of the standard (5.2.2, 7.2 to 7.5). Site names are remembered, not verified."""

HEADINGS = ("fang", "hei", "kai", "fang", "fang")
"""The role of running text, then of headings of level 1 to 4 (7.3.3)."""


@dataclass(frozen=True)
class FontSet:
    """The fonts at hand: ``folders`` to read, in order."""

    folders: tuple[Path, ...]

    @cached_property
    def found(self) -> typst.Fonts:
        """The fonts as typst knows them."""
        return typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in self.folders],
        )

    @cached_property
    def faces(self) -> Mapping[str, tuple[tuple[Path, int], ...]]:
        """Files (and the number in the file) of each family."""
        faces: dict[str, tuple[tuple[Path, int], ...]] = {}
        for info in self.found.fonts():
            if info.path:
                face = (Path(info.path), info.index)
                faces[info.family] = (*faces.get(info.family, ()), face)
        return faces

    def chain(self, role: str) -> tuple[str, ...]:
        """The families of a role that are there, best first."""
        row = ROLES[role]
        return tuple(family for family in (*row.site, *row.free) if family in self.faces)

    def characters(self, family: str) -> frozenset[int]:
        """The characters that a family has."""
        return frozenset().union(*(characters(path, n) for path, n in self.faces[family]))

    def as_data(self) -> dict[str, Any]:
        """What the template asks of fonts: families and weight by role.

        Raises:
            InputError: a role has no font at all.
        """
        data = {}
        for name, role in ROLES.items():
            families = self.chain(name)
            if not families:
                raise InputError(_("没有可用的{name}字体，重新安装本程序").format(name=role.name))
            data[name] = {"families": list(families), "weight": role.weight}
        return data


def font_set(site: Path | None = None) -> FontSet:
    """The fonts at hand. ``site`` is the folder of the site's own, else ``LUNGANG_FONTS`` says it.

    Raises:
        InputError: the folder given is none.
    """
    folder = site or (Path(named) if (named := os.environ.get(SITE_FONTS)) else None)
    if folder is not None and not folder.is_dir():
        told = _("字体文件夹“{folder}”不存在")
        if folder.exists():
            told = _("“{folder}”是文件，请给字体所在的文件夹")
        raise InputError(told.format(folder=folder))
    return _font_set(folder)


@cache
def _font_set(folder: Path | None) -> FontSet:
    free = (
        Path(str(resources.files(__package__).joinpath("fonts"))),
        Path(str(resources.files("pylopdf_fonts_zh_cn"))),
    )
    return FontSet(folders=(folder, *free) if folder else free)


def unused_site_fonts(fonts: FontSet) -> Path | None:
    """The folder of the site's own fonts, if there is one and nothing in it is used."""
    if len(fonts.folders) < 3:
        return None
    folder = fonts.folders[0].resolve()
    used = {family for role in ROLES for family in fonts.chain(role)}
    found = {path.resolve() for family in used for path, _n in fonts.faces[family]}
    return None if any(folder in path.parents for path in found) else fonts.folders[0]
