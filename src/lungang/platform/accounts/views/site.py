"""The system administrator's page: how the site runs. It shows no business data."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
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


@page(access.may_see_site, campaign=False)
def site(request: OfficeRequest) -> HttpResponse:
    """Show version, database, disk, and how many jobs stand where."""
    counts = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
    jobs = [(_(JobState(state).label), counts.get(state, 0)) for state in JobState.values]
    waiting = Job.objects.filter(state=JobState.QUEUED).aggregate(at=Min("queued_at"))["at"]
    context = {"facts": _facts(), "jobs": jobs, "waiting": waiting}
    return render(request, "accounts/site.html", context)


def _facts() -> list[tuple[str, str]]:
    disk = shutil.disk_usage(settings.SITE.folder)
    return [
        (_("轮岗"), lungang.__version__),
        (_("数据库"), _database()),
        *_pragmas(),
        (_("站点文件夹"), str(settings.SITE.folder)),
        (_("磁盘还有"), f"{disk.free / 2**30:.1f} GB, {disk.free * 100 // disk.total}%"),
        (_("https"), _("是") if settings.SITE.https else _("否，只在本机打开")),
        (_("邮件提醒"), settings.SITE.mail_server or _("没有设")),
        *_refused_mail(),
        (_("系统时间"), _clock()),
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


def _pragmas() -> list[tuple[str, str]]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        said = []
        for name, (word, values) in _settings().items():
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            found = str(row[0]) if row else "0"
            said.append((word, values.get(found, found)))
    return said


def _settings() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Return what SQLite's settings are called, and what their values mean."""
    at_once = _("确认了才算存，断电不丢")
    return {
        "journal_mode": (
            _("写入方式"),
            {"wal": _("先写日志再并入"), "delete": _("先留底再改"), "memory": _("只在内存")},
        ),
        "synchronous": (
            _("写盘"),
            {
                "0": _("不等写盘，断电会丢"),
                "1": _("大多等写盘，断电可能丢"),
                "2": at_once,
                "3": at_once,
            },
        ),
        "foreign_keys": (_("数据之间的联系"), {"0": _("不检查"), "1": _("检查")}),
        "mmap_size": (_("内存映射"), {"0": _("不用")}),
    }


def _clock() -> str:
    now = timezone.localtime(clock.now())
    return _("{time}，北京时间").format(time=f"{now:%Y-%m-%d %H:%M}")
