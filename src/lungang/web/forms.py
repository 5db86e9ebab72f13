"""How a form looks when a page says ``{{ form }}``: label, hint, error above, control."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class OfficeRenderer(TemplatesSetting):
    """Draw forms with the office's components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> Any:
        """Draw one part; a list of all units in Python, where Django takes a template an option."""
        if template_name == SELECT and not any(name for name, *_ in context["widget"]["optgroups"]):
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: dict[str, Any]) -> SafeString:
    """Return what Django's template of this name returns, of options that stand in no groups."""
    options = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>\n',
        (
            (str(one["value"]), flatatt(one["attrs"]), one["label"])
            for _group, choices, _index in widget["optgroups"]
            for one in choices
        ),
    )
    attributes = flatatt(widget["attrs"])
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], attributes, options)
