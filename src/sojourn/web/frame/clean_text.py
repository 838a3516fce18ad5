"""Requests with a NUL in their text are turned away: nobody types one, and the database takes none."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

NUL = "\x00"


def carries_nul(request: HttpRequest) -> bool:
    """Whether an address, a name or a value of the request holds a NUL."""
    typed = [request.GET, *([request.POST] if request.method == "POST" else [])]
    names = [upload.name or "" for _field, upload in request.FILES.items()] if request.method == "POST" else []
    return NUL in request.path or any(NUL in name for name in names) or any(_carries(words) for words in typed)


def _carries(words: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in words.lists())
