"""What was uploaded or made: its name, its content's hash, and who brought it."""

from __future__ import annotations

import uuid

from django.db import models

from lungang.platform.accounts.models import Holding


class Kind(models.TextChoices):
    """What a file is by its content. The value is also the end of its name."""

    XLSX = "xlsx", "Excel 工作簿"
    XLS = "xls", "Excel 97 工作簿"
    CSV = "csv", "CSV 表"
    LRMX = "lrmx", "干部任免审批表"
    DOCX = "docx", "Word 文档"
    PDF = "pdf", "PDF 文件"
    PNG = "png", "PNG 图片"
    JPG = "jpg", "JPEG 图片"
    ZIP = "zip", "压缩包"
    TXT = "txt", "文本"
    JSON = "json", "JSON 数据"


class StoredFile(models.Model):
    """A file as it came. The content lies under ``files/ab/cd/<sha256>`` and never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("校验值", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("字节")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    stored_at = models.DateTimeField("收到")
    stored_by = models.ForeignKey(
        Holding, models.PROTECT, null=True, related_name="+", verbose_name="经手"
    )

    class Meta:
        """Newest last."""

        ordering = ("stored_at", "id")

    def __str__(self) -> str:
        """Return its name."""
        return self.name
