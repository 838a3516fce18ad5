"""The columns of a form's sheets: XLSForm's names, the other spellings it allows, and ours beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OURS = ("sensitive", "in_evidence", "maps_to", "search")
PREFIX = "sojourn::"

# Columns whose text may be given in several languages.
TRANSLATED = (
    "label", "hint", "guidance_hint", "constraint_message", "required_message",
    "image", "big-image", "audio", "video",
)  # fmt: skip

# Columns with a field of their own in Question; the field has the same name.
FIELDS = (
    "required", "relevant", "constraint", "calculation", "choice_filter",
    "default", "appearance", "repeat_count", "read_only",
)  # fmt: skip

# Columns that are kept as they are.
KEPT = frozenset({
    "parameters", "trigger", "save_to", "autoplay", "rows", "intent", "disabled",
    "no_app_error_string", "compact_tag", "query",
})  # fmt: skip
KEPT_FAMILIES = ("bind::", "control::", "instance::", "body::", "media::")

SETTINGS = frozenset({
    "form_title", "form_id", "version", "default_language", "style", "instance_name", "public_key",
    "submission_url", "auto_send", "auto_delete", "allow_choice_duplicates", "clean_text_values",
    "client_editable", "namespaces", "name", "prefix", "delimiter", "sms_keyword", "instance_xmlns",
})  # fmt: skip

_MEDIA = {f"media::{kind}": kind for kind in ("image", "big-image", "audio", "video")}
_ALIASES: Mapping[str, Mapping[str, str]] = {
    "survey": {
        **_MEDIA,
        "caption": "label", "relevance": "relevant", "readonly": "read_only", "calculate": "calculation",
        "constraining_message": "constraint_message", "requiredmsg": "required_message",
        "count": "repeat_count", "jr:count": "repeat_count", "command": "type", "tag": "name", "value": "name",
        "noapperrorstring": "no_app_error_string",
        "bind::relevant": "relevant", "bind::required": "required", "bind::constraint": "constraint",
        "bind::calculate": "calculation", "bind::readonly": "read_only",
        "bind::jr:constraintmsg": "constraint_message", "bind::jr:requiredmsg": "required_message",
        "control::appearance": "appearance", "control::jr:count": "repeat_count",
    },
    "choices": {**_MEDIA, "caption": "label", "value": "name"},
    "settings": {
        "set_form_title": "form_title", "title": "form_title", "set_form_id": "form_id", "id_string": "form_id",
    },
}  # fmt: skip

_KNOWN: Mapping[str, frozenset[str]] = {
    "survey": frozenset({"type", "name", *TRANSLATED, *FIELDS, *KEPT, *OURS}),
    "choices": frozenset({"list_name", "name", "label", "image", "big-image", "audio", "video"}),
    "settings": SETTINGS,
}


@dataclass(frozen=True)
class Heading:
    """What a column heading means: the column, and the language as the heading names it ("" for none)."""

    column: str
    language: str = ""


def heading(written: str, sheet: str = "survey", *, single_colon: bool = False) -> Heading:
    """Understand a heading of the survey, choices or settings sheet; one nobody knows stays as it is.

    `single_colon`: the sheet has no "::" at all, so the old "label:fr" is understood too.
    """
    text = " ".join(written.split())
    plain = _canonical(text, sheet)
    if plain in _KNOWN[sheet]:
        return Heading(plain)
    separator = ":" if single_colon else "::"
    first, _, language = text.rpartition(separator)
    column = _canonical(first, sheet)
    if column in TRANSLATED and column in _KNOWN[sheet] and language:
        return Heading(column, language.strip())
    return Heading(text)


def _canonical(text: str, sheet: str) -> str:
    lowered = text.strip().lower()
    snake = lowered.replace(" ", "_")
    aliases = _ALIASES[sheet]
    return aliases.get(lowered) or aliases.get(snake) or snake
