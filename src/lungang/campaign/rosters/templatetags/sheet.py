"""What a sheet draws in every row, in Python: a template takes ten times as long for it.

A page has some thousand cells. Those with a finding in them are few: the template draws them.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.sheets import CellView, RowView

register = template.Library()
PLAIN, OF_ID = SafeString(" "), SafeString(' class="id" ')
ADDRESSES = "addresses of rows"
"""Where a sheet keeps the addresses of its first row: of the others only the key is another."""


@register.simple_tag(takes_context=True)
def row_number(context: Any, one: RowView) -> str:
    """Return the number of a row: where the reader may change the row, as the link to that."""
    row = one.row
    if context.get("can_edit"):
        return _link(context, "rosters:row", row, _("改第 %(n)s 行 %(name)s"), row.number)
    if row.pk in context.get("correctable", ()):
        said = _("对第 %(n)s 行 %(name)s 提更正")
        return _link(context, "rosters:correct", row, said, row.number)
    return str(row.number)


@register.simple_tag(takes_context=True)
def row_correction(context: Any, one: RowView) -> SafeString:
    """Return the link by which a section corrects the facts of an accepted person."""
    return _link(context, "rosters:correct", one.row, _("更正 %(name)s 的事实"), _("更正事实"))


@register.simple_tag(takes_context=True)
def drawn(context: Any, one: RowView) -> list[tuple[SafeString, CellView | None]]:
    """Return the cells of a row: in runs as HTML, or one in which something was found as it is."""
    reveals = context.get("can_reveal") and one.row.pk in context.get("revealable", ())
    parts: list[tuple[SafeString, CellView | None]] = []
    run: list[str] = []
    for cell in one.cells:
        if cell.mark:
            parts += (_run(run), None), (SafeString(), cell)
            run = []
            continue
        shown = reveals and cell.is_id and cell.text
        text = _masked_id(context, one.row, cell) if shown else escape(cell.text)
        # A narrow page shows the name with what is wrong, and no other cell.
        look = ' class="nm"' if cell.field == "name" else ""
        run.append(f"<td{look}>{text}</td>")
    return [part for part in (*parts, (_run(run), None)) if part[0] or part[1]]


def _run(cells: list[str]) -> SafeString:
    return mark_safe("".join(cells))  # noqa: S308 - what is in them was escaped


def _masked_id(context: Any, row: Row, cell: CellView) -> SafeString:
    return _link(context, "rosters:reveal", row, _("看 %(name)s 的证号"), cell.text, OF_ID)


def _link(
    context: Any, page: str, row: Row, label: str, text: object, look: SafeString = PLAIN
) -> SafeString:
    said = label % {"n": row.number, "name": row.name}
    return format_html(
        '<a{}href="{}" aria-label="{}">{}</a>', look, _address(context, page, row), said, text
    )


def _address(context: Any, page: str, row: Row) -> str:
    """Return the address of a page about a row; it is looked up once for all rows."""
    known = context.render_context.setdefault(ADDRESSES, {})
    if page not in known:
        known[page] = reverse(page, args=[row.pk]), str(row.pk)
    address, key = known[page]
    return str(address.replace(key, str(row.pk)))
