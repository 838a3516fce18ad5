"""A refusal says which rule, in words, and keeps its places for translation."""

from sojourn.kernel.refused import Reason, Refused


def test_a_reason_fills_its_own_places():
    reason = Reason("AVRR-R02", "The waiting time ends in {hours} hours", {"hours": 49})
    assert str(reason) == "The waiting time ends in 49 hours"


def test_a_missing_place_stays_readable():
    assert str(Reason("x", "Wait for {whom}")) == "Wait for {whom}"


def test_a_refusal_carries_all_its_reasons():
    refused = Refused([Reason("AVRR-R01", "No declaration"), Reason("AVRR-R08", "No fit-to-travel")])

    assert refused.codes == ("AVRR-R01", "AVRR-R08")
    assert str(refused) == "No declaration; No fit-to-travel"


def test_one_reason_alone_will_do():
    assert Refused(Reason("role", "Ask a reviewer")).codes == ("role",)
