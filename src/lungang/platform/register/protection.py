"""A number once drawn stays: the database refuses to delete, renumber or skip one."""

from __future__ import annotations

from lungang.platform.triggers import Trigger

_SAME = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}"
    for column in ("id", "series_id", "number", "drawn_at", "drawn_by_id", "replaces_id", "title")
)

TRIGGERS = (
    Trigger("register_documentnumber", "DELETE", "a document number is never deleted"),
    Trigger("register_documentnumber", "UPDATE", "a document number never changes", _SAME),
    Trigger(
        "register_documentnumber",
        "UPDATE",
        "a voided number stays void",
        "OLD.state = 'void' OR (OLD.state = 'issued' AND NEW.state = 'to_make')",
        suffix="_state",
    ),
    Trigger(
        "register_documentnumber",
        "INSERT",
        "a document number is the next of its series",
        "NEW.number <> (SELECT last FROM register_series WHERE id = NEW.series_id) OR EXISTS"
        " (SELECT 1 FROM register_documentnumber WHERE id = NEW.id OR"
        " (series_id = NEW.series_id AND number = NEW.number))",
    ),
    Trigger("register_series", "DELETE", "a series of numbers is never deleted"),
    Trigger(
        "register_series",
        "UPDATE",
        "a series of numbers goes up by one",
        "NEW.last <> OLD.last + 1 OR NEW.id <> OLD.id OR NEW.word <> OLD.word"
        " OR NEW.year <> OLD.year",
    ),
    Trigger(
        "register_series",
        "INSERT",
        "a series of numbers begins at none",
        "NEW.last <> 0 OR EXISTS (SELECT 1 FROM register_series WHERE id = NEW.id"
        " OR (word = NEW.word AND year = NEW.year))",
    ),
)
