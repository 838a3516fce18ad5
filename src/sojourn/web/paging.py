"""Pages of a long list, as links that keep the other words of the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

SHOWN_AROUND = 2


@dataclass(frozen=True)
class PageLink:
    """One page number; without `url` and not `here` it is a gap."""

    number: int
    url: str
    here: bool


@dataclass(frozen=True)
class Pages:
    """Which page this is, of how many."""

    total: int
    page: int
    size: int
    query: QueryDict

    @property
    def last(self) -> int:
        """The number of the last page; 1 when there is nothing."""
        return max(1, -(-self.total // self.size))

    @property
    def several(self) -> bool:
        """Whether there is more than one page."""
        return self.last > 1

    @property
    def sentence(self) -> str:
        """Which of how many are shown, in words."""
        first = (self.page - 1) * self.size + 1
        until = min(self.page * self.size, self.total)
        return _("%(first)s to %(until)s of %(total)s") % {"first": first, "until": until, "total": self.total}

    @property
    def before(self) -> str:
        """The address of the page before; '' on the first."""
        return self._url(self.page - 1) if self.page > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after; '' on the last."""
        return self._url(self.page + 1) if self.page < self.last else ""

    @property
    def numbers(self) -> list[PageLink]:
        """First, last and the pages around this one, with gaps between."""
        near = range(self.page - SHOWN_AROUND, self.page + SHOWN_AROUND + 1)
        wanted = sorted({1, self.last, *(number for number in near if 1 <= number <= self.last)})
        links: list[PageLink] = []
        for number in wanted:
            if links and number > links[-1].number + 1:
                links.append(PageLink(0, "", False))
            links.append(PageLink(number, self._url(number), number == self.page))
        return links

    def _url(self, number: int) -> str:
        query = self.query.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"


def page_number(query: QueryDict) -> int:
    """Read the page asked for; 1 for anything that is no page."""
    asked = query.get("page", "1")
    return min(int(asked), 1_000_000) if asked.isascii() and asked.isdigit() and int(asked) else 1
