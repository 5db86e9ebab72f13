"""The system administrator's page: how the site runs. It shows no business data."""

from __future__ import annotations

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

import lungang
from lungang.platform import clock
from lungang.platform.accounts import access
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.notices.models import Notice
from lungang.platform.pages import OfficeRequest, page

LATELY = timedelta(days=7)
SCARCE = 10
"""Per cent of the disk below which room is to be made."""
PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "mmap_size")
"""SQLite's settings, as a technician knows them."""


@page(access.may_see_site, campaign=False)
def site(request: OfficeRequest) -> HttpResponse:
    """Show version, database, disk, and how many jobs stand where."""
    counts = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
    jobs = [(_(JobState(state).label), counts.get(state, 0)) for state in JobState.values]
    waiting = Job.objects.filter(state=JobState.QUEUED).aggregate(at=Min("queued_at"))["at"]
    context = {"facts": _facts(), "technical": _technical(), "jobs": jobs, "waiting": waiting}
    return render(request, "accounts/site.html", context)


def _facts() -> list[tuple[str, str]]:
    """Return what tells whether the site is well, in words that need no training."""
    disk = shutil.disk_usage(settings.SITE.folder)
    left = disk.free * 100 // disk.total
    room = _("{size} GB，占 {share}%").format(size=f"{disk.free / 2**30:.1f}", share=left)
    if left < SCARCE:
        room = _("{room}，不足，请清理").format(room=room)
    reached = _("可以，经加密连接") if settings.SITE.https else _("不可以，只在本机打开")
    return [
        (_("系统时间"), _clock()),
        (_("存储空间剩余"), room),
        (_("断电保护"), _safety()),
        (_("别的电脑访问"), reached),
        (_("邮件提醒"), settings.SITE.mail_server or _("没有设置")),
        *_refused_mail(),
    ]


def _safety() -> str:
    """Say what becomes of what was saved when the power fails."""
    if connection.vendor != "sqlite":
        return _("由数据库服务器保证")
    kept = _pragma("synchronous") in ("2", "3") and _pragma("journal_mode") in ("wal", "delete")
    return _("已保存的断电不丢") if kept else _("断电可能丢失刚保存的，请检查设置")


def _technical() -> list[tuple[str, str]]:
    """Return what a technician asks for first, by its own names."""
    return [
        (_("软件版本"), lungang.__version__),
        (_("数据库"), _database()),
        (_("站点文件夹"), str(settings.SITE.folder)),
        *((name, _pragma(name)) for name in PRAGMAS if connection.vendor == "sqlite"),
    ]


def _refused_mail() -> list[tuple[str, str]]:
    """Say how much mail was refused lately; whose addresses, the security administrator knows."""
    since = clock.now() - LATELY
    count = Notice.objects.filter(at__gte=since).aggregate(n=Sum("mail_refused"))["n"]
    if not count:
        return []
    words = _("近七天有 {n} 封被收件的邮箱拒收，不再重发。请安全管理员让各岗位核对自己的邮箱")
    return [(_("没有送到的邮件"), words.format(n=count))]


def _database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            return f"SQLite {cursor.fetchone()[0]}"
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        row = cursor.execute(f"PRAGMA {name}").fetchone()
    return str(row[0]) if row else "0"


def _clock() -> str:
    now = timezone.localtime(clock.now())
    return _("{time}，北京时间").format(time=f"{now:%Y-%m-%d %H:%M}")
