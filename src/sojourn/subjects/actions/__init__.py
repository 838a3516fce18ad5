"""The only writer of subjects: opening them, claiming what is said of them."""

from sojourn.subjects.actions.claiming import Seal, claim_particulars, withdraw_claim
from sojourn.subjects.actions.households import tie_to_household, untie_from_household
from sojourn.subjects.actions.indexing import rewrite_older_keys
from sojourn.subjects.actions.judging import judge_pair, take_back_judgement
from sojourn.subjects.actions.opening import name_subject, open_person, open_subject
from sojourn.subjects.actions.reaching import claim_channel
from sojourn.subjects.actions.suggesting import suggest_pairs
from sojourn.subjects.actions.suggesting_many import suggest_many_pairs
from sojourn.subjects.actions.unsealing import unseal_subject

__all__ = [
    "Seal",
    "claim_channel",
    "claim_particulars",
    "judge_pair",
    "name_subject",
    "open_person",
    "open_subject",
    "rewrite_older_keys",
    "suggest_many_pairs",
    "suggest_pairs",
    "take_back_judgement",
    "tie_to_household",
    "unseal_subject",
    "untie_from_household",
    "withdraw_claim",
]
