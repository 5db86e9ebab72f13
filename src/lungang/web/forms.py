"""How a form looks when a page says ``{{ form }}``: label, hint, error above, control."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class OfficeRenderer(TemplatesSetting):
    """Draw forms with the office's components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
