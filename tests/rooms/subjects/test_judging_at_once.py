"""Two people judge the same pair at the same moment: one is heard, the other is told to look."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import judge_pair, open_person
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.queries import judgements_of

from .conftest import looking

PEOPLE = 4


@pytest.mark.django_db(transaction=True)
def test_of_several_who_judge_at_once_one_is_heard():
    office = Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")
    machine = Viewer.machine("test", [office])
    with seen_by(machine):
        said = [Particulars(family_name=name) for name in ("Alder", "Birch")]
        pair = [open_person(office=office, particulars=one, by=machine) for one in said]
    start, heard, refused = threading.Barrier(PEOPLE), [], []

    def judge(verdict):
        viewer = looking("caseworker", office)
        try:
            with seen_by(viewer):
                start.wait(10)
                heard.append(judge_pair(one=pair[0], other=pair[1], verdict=verdict, reason="met", by=viewer, seen=0))
        except Refused as error:
            refused.extend(error.codes)
        finally:
            connection.close()

    threads = [threading.Thread(target=judge, args=(verdict,)) for verdict in ("same", "different", "same", "unsure")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (len(heard), refused) == (1, ["judged_meanwhile"] * (PEOPLE - 1))
    with seen_by(machine):
        assert [row.pk for row in judgements_of(machine, pair[0].pk, pair[1].pk)] == [heard[0].pk]
