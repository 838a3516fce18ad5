"""Pages of long lists."""

import pytest
from django.http import QueryDict

from sojourn.web.paging import Pages, page_number

ASKED = [("3", 3), ("", 1), ("0", 1), ("-1", 1), ("x", 1), ("٣", 1), ("9" * 30, 10**6)]


@pytest.mark.parametrize(("asked", "page"), ASKED)
def test_a_page_is_a_small_positive_number(asked, page):
    assert page_number(QueryDict(mutable=True) | {"page": asked}) == page


def test_links_keep_the_other_words_of_the_address():
    pages = Pages(total=100, page=2, size=25, query=QueryDict("q=alder&page=2"))

    assert pages.after == "?q=alder&page=3"
    assert pages.before == "?q=alder&page=1"


def test_far_pages_become_gaps():
    pages = Pages(total=1000, page=20, size=25, query=QueryDict(""))

    assert [link.number for link in pages.numbers] == [1, 0, 18, 19, 20, 21, 22, 0, 40]


def test_one_page_needs_no_links():
    assert not Pages(total=3, page=1, size=25, query=QueryDict("")).several


def test_the_sentence_counts_the_last_page_rightly():
    assert Pages(total=27, page=2, size=25, query=QueryDict("")).sentence == "26 to 27 of 27"
