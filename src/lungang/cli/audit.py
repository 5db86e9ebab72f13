"""``lungang audit``: check the log of the office, here or as it was handed to the witness."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from lungang.cli.console import note, say
from lungang.cli.folder import refuse_file, whole_file
from lungang.cli.options import ReplaceFile
from lungang.errors import InputError, VerificationError
from lungang.i18n import gettext as _


class Verb(StrEnum):
    """What to do with the log."""

    VERIFY = "verify"
    EXPORT = "export"


def run(
    verb: Annotated[
        Verb, typer.Argument(metavar="VERB", help=_("verify 核对，export 导出给见证的单位"))
    ],
    site: Annotated[
        Path, typer.Option("--site", metavar="DIR", help=_("站点文件夹，不给时是 site"))
    ] = Path("site"),
    checkpoint: Annotated[
        Path | None,
        typer.Option(
            "--checkpoint",
            metavar="FILE",
            help=_("见证的单位留下的检查点（checkpoints.json 或取走的 zip）：看得出数据库退回过"),
        ),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export", metavar="FILE", help=_("verify：核对这份导出，不看数据库；export：写到这里")
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="TEXT", help=_("见证的单位抄下的公钥"))
    ] = None,
    replace: ReplaceFile = False,
) -> None:
    """Check the log, or hand it out."""
    if verb is Verb.EXPORT:
        _export(site, export, replace)
    elif export is not None:
        _verify_export(export, checkpoint, key)
    else:
        _verify_site(site, checkpoint, key)


def _verify_export(export: Path, checkpoint: Path | None, key: str | None) -> None:
    from lungang.platform.audit import witness

    try:
        words = witness.check(_read(export), key, _kept(checkpoint))
    except witness.Wrong as found:
        _refute(str(found))
    say("\n".join(words))
    say(_("审计记录核对无误。"))


def _verify_site(site: Path, checkpoint: Path | None, key: str | None) -> None:
    _open(site)
    from lungang.platform.audit import queries, witness

    kept, held = _kept(checkpoint), queries.signer().written
    if key is not None and key.strip() != held:
        _refute(_("公钥不是你留下的那一把：钥匙被换过，或者不是同一个系统"))
    try:
        outside = tuple(witness.read_checkpoints(kept, held)[1]) if kept is not None else ()
    except witness.Wrong as found:
        _refute(str(found))
    state = queries.verify_log(outside)
    if state.wrong:
        _refute(state.wrong)
    if state.unprotected:
        _refute(
            _("数据库里缺少保护记录的触发器：{names}").format(names="、".join(state.unprotected))
        )
    say(_("公钥：{key}").format(key=held))
    say(
        _("记录 {lines} 条、检查点 {count} 个，逐条核对。根：{root}").format(
            lines=state.size, count=state.checkpoints, root=state.root
        )
    )
    if not outside:
        note(_("没有给 --checkpoint：整个数据库退回过没有，要用见证的单位留下的检查点才看得出。"))
    say(_("审计记录核对无误。"))


def _export(site: Path, export: Path | None, replace: bool) -> None:
    if export is None:
        raise InputError(_("导出要用 --export 给出文件名，如 审计记录.zip"))
    refuse_file(export, replace, "zip")
    _open(site)
    from lungang.platform.accounts.actor import system
    from lungang.platform.audit.actions.checkpoint import make_checkpoint
    from lungang.platform.audit.actions.export import export_log
    from lungang.platform.audit.witnessing import bundle

    export_log(system("命令行导出审计记录"))
    make_checkpoint()
    with whole_file(export) as draft, bundle(entries=True) as made:
        draft.write_bytes(made.read())
    export.chmod(0o600)  # it says who did what
    note(_("审计记录已写到 {file}").format(file=export.absolute()))


def _open(site: Path) -> None:
    import django

    os.environ["LUNGANG_SITE"] = str(site)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lungang.config.settings"
    django.setup()


def _kept(checkpoint: Path | None) -> bytes | None:
    return _read(checkpoint)["checkpoints.json"] if checkpoint is not None else None


def _read(file: Path) -> dict[str, bytes]:
    from lungang.platform.audit import witness

    found: dict[str, Any] = witness.read(str(file))
    if "checkpoints.json" not in found:
        raise InputError(_("{file} 里没有 checkpoints.json").format(file=file))
    return found


def _refute(words: str) -> NoReturn:
    say(f"✗ {words}")
    raise VerificationError([words])
