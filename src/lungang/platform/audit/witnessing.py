"""The file that the witness takes away: checkpoints with proofs, lines if asked, the verifier."""

from __future__ import annotations

import base64
import json
import tempfile
import zipfile
from pathlib import Path
from typing import IO

from lungang.platform.audit.merkle import Tree
from lungang.platform.audit.models import Checkpoint
from lungang.platform.audit.queries import leaves, signer, stored_lines

VERIFIER = Path(__file__).with_name("witness.py")
GUIDE = """\
审计记录的核对

一、本文件夹里有：
  checkpoints.json  各检查点（某一时刻记录有多少条、根是什么，由系统签名）和前后相接的证明
  entries.txt       逐条记录（只有审计员导出的才有），每行先是校验值，后是内容
  verify.py         核对程序，只要 Python 3.8 以上，不用联网

二、核对：
  python3 verify.py . --key '第一次记下的公钥' --last 上次留下的checkpoints.json

三、第一次核对时，把显示的公钥抄下，和 checkpoints.json 一起留在系统管理员拿不到的地方。
  以后每次带上，才看得出数据库被换成旧的、记录被重写、钥匙被换掉。

四、看不出的：同时拿着数据库和钥匙的人添进去的新记录；上一个检查点之后、被抽走的记录。
  所以检查点每小时一个，要常取。
"""


def bundle(*, entries: bool) -> IO[bytes]:
    """Return the zip, open at its beginning; with the lines up to the last checkpoint, or without.

    Lines behind the last checkpoint go with the next one.
    """
    made = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 - the caller closes
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("checkpoints.json", checkpoints_file())
        archive.writestr("verify.py", VERIFIER.read_bytes())
        archive.writestr("说明.txt", GUIDE)
        if entries:
            last = Checkpoint.objects.order_by("-size").first()
            with archive.open("entries.txt", "w", force_zip64=True) as out:
                for leaf, line in stored_lines(below=last.size if last else 0):
                    out.write(leaf.encode() + b" " + line + b"\n")
    made.seek(0)
    return made


def checkpoints_file() -> str:
    """Return checkpoints.json: the key, and each checkpoint with the proof from the one before."""
    held = list(Checkpoint.objects.order_by("size"))
    tree = Tree(leaves(held[-1].size if held else 0))
    rows, before = [], 0
    for row in held:
        # A log that was cut short has no proof to give, and its verifier says so.
        proof = tree.consistency(before, row.size) if before > 0 and row.size <= len(tree) else []
        rows.append(
            {"note": row.note, "proof": [base64.b64encode(step).decode() for step in proof]}
        )
        before = row.size
    return json.dumps({"key": signer().written, "checkpoints": rows}, ensure_ascii=False, indent=1)
